import Records
import Testing

@Suite struct BooksTests {
  private func account(_ source: String, read: Int, used: Int) -> Books.Account {
    var account = Books.Account(source: source, format: "mbox", unit: "message")
    (account.read, account.used) = (read, used)
    return account
  }

  @Test func readIsUsedAndExcludedAndRejected() {
    var one = account("a", read: 10, used: 6)
    #expect(!one.balances)
    one.exclude("duplicate", 3)
    one.reject("bad-date")
    #expect(one.balances && one.excludedTotal == 3 && one.rejectedTotal == 1)
    one.bytes = 100
    #expect(!one.balances)
    (one.bytesUsed, one.bytesExcluded, one.bytesRejected) = (70, 20, 10)
    #expect(one.balances)
  }

  @Test func totalsAreTheSumsOfTheSources() {
    var books = Books("parse")
    var one = account("a", read: 5, used: 2)
    one.exclude("duplicate", 2)
    one.reject("x")
    var two = account("b", read: 7, used: 4)
    two.exclude("duplicate")
    two.exclude("list")
    two.reject("y")
    books.accounts = [one, two]
    #expect(books.balances && books.read == 12 && books.used == 6)
    #expect(books.excluded == ["duplicate": 3, "list": 1] && books.rejected == ["x": 1, "y": 1])
    books.accounts[1].read = 8
    #expect(!books.balances)
  }

  @Test func coverageWidensByChannelAndSource() {
    var books = Books("parse")
    books.cover(source: "a", channel: .email, at: Timestamp(50))
    books.cover(source: "a", channel: .email, at: Timestamp(20))
    books.cover(source: "a", channel: .call, at: Timestamp(5))
    books.cover(source: "b", channel: .email, at: Timestamp(90))
    books.cover(source: "a", channel: .email, at: Timestamp(70))
    #expect(
      books.coverage == [
        .init(source: "a", channel: .email, from: Timestamp(20), until: Timestamp(70)),
        .init(source: "a", channel: .call, from: Timestamp(5), until: Timestamp(5)),
        .init(source: "b", channel: .email, from: Timestamp(90), until: Timestamp(90)),
      ])
  }

  @Test func booksWithoutSourcesKeepTheirTotals() throws {
    let line = #"{"books":"parse","v":1,"read":3,"used":2,"excluded":{},"rejected":{"x":1}}"#
    guard case .books(let books) = try Line(Array(line.utf8)) else {
      Issue.record("no books")
      return
    }
    #expect(books.read == 3 && books.used == 2 && books.rejected == ["x": 1] && books.balances)
  }

  /// Numbers that no program of ours wrote do not stop the one that adds them up.
  @Test func absurdNumbersAreAFaultOrAddUp() throws {
    let account = #"{"source":"a","read":9223372036854775807,"used":9223372036854775807}"#
    let line = #"{"books":"parse","v":1,"sources":[\#(account),\#(account)]}"#
    if case .books(let books) = try? Line(Array(line.utf8)) { _ = (books.read, books.used) }
  }
}
