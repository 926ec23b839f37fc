import Records

extension Books {
  /// Adds the books of other parts of the same sources.
  /// - Parameter first: the other ones are of what was read before, and keep their place.
  mutating func add(_ other: Books, first: Bool = false) {
    var sum = first ? other : self
    let more = first ? self : other
    for account in more.accounts {
      if let i = sum.accounts.firstIndex(where: { Exact($0.source) == Exact(account.source) }) {
        sum.accounts[i].add(account)
      } else {
        sum.accounts.append(account)
      }
    }
    for range in more.coverage {
      sum.cover(source: range.source, channel: range.channel, at: range.from)
      sum.cover(source: range.source, channel: range.channel, at: range.until)
    }
    self = sum
  }

  /// Takes off what a part of the same source counted; its coverage is not changed.
  mutating func subtract(_ part: Books) {
    for other in part.accounts {
      guard let i = accounts.firstIndex(where: { Exact($0.source) == Exact(other.source) }) else {
        continue
      }
      accounts[i].read -= other.read
      accounts[i].used -= other.used
      for (reason, count) in other.excluded { accounts[i].exclude(reason, -count) }
      for (code, count) in other.rejected { accounts[i].reject(code, -count) }
      accounts[i].excluded = accounts[i].excluded.filter { $0.value != 0 }
      accounts[i].rejected = accounts[i].rejected.filter { $0.value != 0 }
      accounts[i].made -= other.made
      accounts[i].bytes -= other.bytes
      accounts[i].bytesUsed -= other.bytesUsed
      accounts[i].bytesExcluded -= other.bytesExcluded
      accounts[i].bytesRejected -= other.bytesRejected
    }
  }

  /// Tells nothing of what was observed before a time.
  mutating func limitCoverage(from start: Timestamp) {
    coverage = coverage.filter { $0.until >= start }.map { one in
      var one = one
      one.from = max(one.from, start)
      return one
    }
  }
}
