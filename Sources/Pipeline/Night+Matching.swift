import Contacts
import Intake
import Records

extension Night {
  /// Matches all events that are kept, each once: as it stands in the first file that holds it.
  func match(
    _ present: [String], gone: [String], _ opened: Books, _ settings: Settings,
    _ asOf: Timestamp?, reject: @escaping (Reject) -> Void
  ) throws(StateDatabase.Failure) -> Passage.Outcome {
    var matcher = Matcher(settings, workers: Processors.usable)
    var observer = SignObserver(settings)
    var parsed = opened
    var normalized = Books("normalize")
    var account = Books.Account(source: "records", format: "records", unit: "record")
    var seen: Set<UInt64> = []
    let reader = EventLineReader()
    for (i, unit) in (present + gone).enumerated() {
      var doubled = 0
      var new = 0
      func isNew(_ id: some Collection<UInt8>) -> Bool {
        let isNew = seen.insert(Night.number(id)).inserted
        if isNew { new += 1 } else { doubled += 1 }
        return isNew
      }
      try database.forEachBlock(of: unit, "events") { block in
        Night.forEachLine(block) { bytes in
          if let event = reader.read(bytes) {
            guard isNew(event.id) else { return }
            observer.add(event)
            matcher.add(event)
          } else if case .event(let event) = try? Line(bytes), isNew(event.id.utf8) {
            observer.add(event)
            matcher.add(event)
          }
        }
      }
      // All that a file held that is gone stands in others.
      if i >= present.count, new == 0 {
        try database.forget(unit)
        continue
      }
      for isTail in [false, true] {
        for books in try database.books(of: unit, isTail: isTail) {
          if books.stage == "parse" { parsed.add(books) } else { normalized.add(books) }
        }
      }
      account.used -= doubled
      account.made -= doubled
      if doubled > 0 { account.exclude("duplicate", doubled) }
      try database.forEachBlock(of: unit, "rejects") { block in
        Night.forEachLine(block) { if let one = try? Reject(line: $0) { reject(one) } }
      }
    }
    for part in normalized.accounts { account.add(part) }
    normalized.accounts = [account]
    matcher.add(parsed)
    let matched = matcher.matched(asOf: asOf)
    let (contacts, signs) = observer.contactsAndSigns(of: matched)
    return Passage.Outcome(
      contacts: contacts, signs: signs, books: [parsed, normalized, matched.books],
      asOf: matched.asOf, failures: [])
  }

  private static func forEachLine(
    _ block: UnsafeBufferPointer<UInt8>, _ take: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    var start = 0
    while start < block.count {
      let end = block[start...].firstIndex(of: 0x0A) ?? block.count
      take(UnsafeBufferPointer(rebasing: block[start..<end]))
      start = end + 1
    }
  }

  /// An event's id of 16 hexadecimal digits as a number.
  private static func number(_ id: some Collection<UInt8>) -> UInt64 {
    id.reduce(0) { value, byte in
      value << 4 | UInt64(byte <= 0x39 ? byte &- 0x30 : byte &- 0x57) & 0xF
    }
  }
}
