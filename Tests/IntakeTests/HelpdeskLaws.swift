import Records
import Testing

@testable import Intake

extension HelpdeskReading {
  /// Holds a document to the laws of every reader: the same records come out whatever the size of
  /// the blocks, and of any beginning those tickets that were complete; the books balance.
  ///
  /// - Parameter isJoined: a ticket's parts come in any order, so that it may lack some.
  static func holdToLaws(_ document: [UInt8], dialect: HelpdeskDialect, isJoined: Bool = false) {
    let whole = HelpdeskReading([document], dialect: dialect)
    #expect(whole.books.balances && whole.rejectsAgree)
    for block in [1, 2, 3, 7, 1000] {
      #expect(HelpdeskReading([document], dialect: dialect, block: block) == whole, "\(block)")
    }
    for end in document.indices {
      let part = HelpdeskReading([Array(document[..<end])], dialect: dialect, block: 4096)
      #expect(part.books.balances && part.rejectsAgree, "\(end)")
      if isJoined {
        #expect(part.tickets.count <= whole.tickets.count, "\(end)")
      } else {
        #expect(whole.tickets.starts(with: part.tickets), "\(end)")
      }
    }
  }
}
