extension JSONLine {
  /// Writes a stage's books as one line.
  public mutating func write(_ books: Books) {
    begin()
    fields(of: books)
    end()
  }

  /// The keys of the books, for a line of their own or inside a report.
  public mutating func fields(of books: Books) {
    add("books", books.stage)
    add("v", 1)
    add("as_of", books.asOf)
    add("read", books.read)
    add("used", books.used)
    counts("excluded", books.excluded)
    counts("rejected", books.rejected)
    key("coverage")
    array { line in
      for coverage in books.coverage {
        line.object {
          $0.add("source", coverage.source)
          $0.add("channel", coverage.channel.rawValue)
          $0.add("from", coverage.from)
          $0.add("until", coverage.until)
        }
      }
    }
    key("sources")
    array { line in
      for account in books.accounts {
        line.object { $0.fields(of: account) }
      }
    }
    if !books.tallies.isEmpty {
      key("clients")
      array { line in
        for tally in books.tallies {
          line.object {
            $0.add("client", tally.client)
            $0.add("dropped_calls", tally.droppedCalls)
            $0.add("settled", tally.settled)
          }
        }
      }
    }
  }

  private mutating func fields(of account: Books.Account) {
    add("source", account.source)
    add("format", account.format)
    add("unit", account.unit)
    add("read", account.read)
    add("used", account.used)
    counts("excluded", account.excluded)
    counts("rejected", account.rejected)
    add("made", account.made)
    if account.bytes > 0 {
      add("bytes", account.bytes)
      add("bytes_used", account.bytesUsed)
      add("bytes_excluded", account.bytesExcluded)
      add("bytes_rejected", account.bytesRejected)
    }
    if account.isGone { add("gone", true) }
  }

  private mutating func counts(_ key: StaticString, _ counts: [String: Int]) {
    self.key(key)
    object { line in
      for (name, count) in counts.sorted(by: { Exact($0.key) < Exact($1.key) }) {
        line.key(data: name)
        line.add(count)
      }
    }
  }
}

extension Books {
  /// Reads one line; unknown keys are ignored, and the totals are made anew from the sources.
  init(line: UnsafeBufferPointer<UInt8>) throws(JSONFault) {
    var books = Books("")
    var total = Account(source: "-", format: "", unit: "")
    var scanner = JSONScanner(line)
    try scanner.whole { (key, value) throws(JSONFault) in
      switch key {
      case "books": books.stage = try value.string()
      case "as_of": books.asOf = try value.timestamp()
      case "read": total.read = try value.int()
      case "used": total.used = try value.int()
      case "excluded": total.excluded = try value.counts()
      case "rejected": total.rejected = try value.counts()
      case "coverage":
        var all: [Coverage] = []
        try value.array { (element) throws(JSONFault) in
          all.append(try Coverage(from: &element))
        }
        books.coverage = all
      case "sources":
        var all: [Account] = []
        try value.array { (element) throws(JSONFault) in
          all.append(try Account(from: &element))
        }
        books.accounts = all
      case "clients":
        var all: [Tally] = []
        try value.array { (element) throws(JSONFault) in
          var tally = Tally(client: nil)
          try element.object { (key, value) throws(JSONFault) in
            switch key {
            case "client": tally.client = try value.string()
            case "dropped_calls": tally.droppedCalls = try value.int()
            case "settled": tally.settled = try value.int()
            default: try value.skip()
            }
          }
          all.append(tally)
        }
        books.tallies = all
      default: try value.skip()
      }
    }
    // Books that name no sources still have their totals.
    if books.accounts.isEmpty && total.read > 0 { books.accounts = [total] }
    self = books
  }
}

extension Books.Coverage {
  fileprivate init(from element: inout JSONScanner) throws(JSONFault) {
    var coverage = Books.Coverage(source: "-", channel: .email, from: .latest, until: .earliest)
    try element.object { (key, value) throws(JSONFault) in
      switch key {
      case "source": coverage.source = try value.string()
      case "channel": coverage.channel = try value.choice("a channel")
      case "from": coverage.from = try value.timestamp()
      case "until": coverage.until = try value.timestamp()
      default: try value.skip()
      }
    }
    self = coverage
  }
}

extension Books.Account {
  fileprivate init(from element: inout JSONScanner) throws(JSONFault) {
    var account = Books.Account(source: "-", format: "", unit: "")
    try element.object { (key, value) throws(JSONFault) in
      switch key {
      case "source": account.source = try value.string()
      case "format": account.format = try value.string()
      case "unit": account.unit = try value.string()
      case "read": account.read = try value.int()
      case "used": account.used = try value.int()
      case "excluded": account.excluded = try value.counts()
      case "rejected": account.rejected = try value.counts()
      case "made": account.made = try value.int()
      case "bytes": account.bytes = try value.int()
      case "bytes_used": account.bytesUsed = try value.int()
      case "bytes_excluded": account.bytesExcluded = try value.int()
      case "bytes_rejected": account.bytesRejected = try value.int()
      case "gone": account.isGone = try value.bool()
      default: try value.skip()
      }
    }
    self = account
  }
}

extension JSONScanner {
  fileprivate mutating func counts() throws(JSONFault) -> [String: Int] {
    var all: [String: Int] = [:]
    try object { (key, value) throws(JSONFault) in all[key] = try value.int() }
    return all
  }
}
