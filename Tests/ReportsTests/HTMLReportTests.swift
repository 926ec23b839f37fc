import Contacts
import Foundation
import Records
import Testing

@testable import Reports

@Suite struct HTMLReportTests {
  private static let files = render(SampleOffice.input, as: .html)

  private static func text(_ name: String) -> String {
    String(decoding: files.first { $0.name == name }?.bytes ?? [], as: UTF8.self)
  }

  @Test func thereIsAPageForAllAndForEach() {
    #expect(
      Self.files.map(\.name) == [
        "index.html", "client-acme.html", "client-bolt.html", "client-cedar.html",
        "client-dune.html",
      ])
  }

  /// Escaping is ``HTMLValue``'s; Mustache's own misses marks that combine.
  @Test(arguments: [HTMLTemplate.source, HTMLTemplate.waitingSource])
  func templatesHaveTripleBracesOnly(_ source: String) {
    var rest = Array(source.utf8)[...]
    while let open = rest.firstIndex(of: 0x7B) {
      let tag = rest[open...].prefix(4)
      guard tag.starts(with: "{{".utf8) else {
        Issue.record("a single brace")
        return
      }
      #expect(tag.starts(with: "{{{".utf8) || "#^/".utf8.contains(tag[open + 2]))
      let end = rest[open...].firstIndex(of: 0x7D) ?? rest.endIndex
      rest = rest[end...]
    }
  }

  @Test(arguments: [
    "<!DOCTYPE html>", "<html lang=\"en\">", "name=\"viewport\"", "<header>", "<main>",
    "<footer>", "<th scope=\"col\">", "<th scope=\"row\"", "role=\"img\"", "<title>",
    "default-src 'none'; style-src 'sha256-", "10 people are waiting now in 18 matters",
  ])
  func theIndexHas(_ part: String) {
    #expect(Self.text("index.html").contains(part))
  }

  @Test func nothingIsLoadedAndNoStyleIsInline() {
    for file in Self.files {
      let text = String(decoding: file.bytes, as: UTF8.self)
      for part in ["style=\"", "<script", "src=", "url(", "http://", "https://", "@import"] {
        #expect(!text.contains(part), "\(file.name) has \(part)")
      }
    }
  }

  /// A client's page tells of no other client.
  @Test func aClientsPageIsTheirsAlone() {
    let page = Self.text("client-bolt.html")
    #expect(page.contains("boltbikes.example"))
    for other in ["acmedental", "Acme", "cedarlaw", "Cedar", "+1408555010"] {
      let mine = SampleOffice.contacts.contains {
        $0.client == "bolt" && ($0.person ?? "").contains(other)
      }
      #expect(mine || !page.contains(other), "\(other)")
    }
  }

  @Test(arguments: [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")])
  func base64IsThatOfTheStandard(_ text: String, _ encoded: String) {
    #expect(Base64.encoded(Array(text.utf8)) == encoded)
  }

  /// Twenty are seen, the others unfold, up to two hundred of them.
  @Test(arguments: [(25, 25, ""), (26, 20, "and 6 more"), (230, 20, "and 210 more")])
  func aLongListUnfolds(_ waiting: Int, _ seen: Int, _ folded: String) throws {
    var input = SampleOffice.input
    input.contacts = (0..<waiting).map { i in
      var contact = SampleOffice.contacts[0]
      (contact.id, contact.state, contact.client) = ("id\(i)", .unanswered, "acme")
      return contact
    }
    let page = String(decoding: HTMLReport(ReportModel(input)).index, as: UTF8.self)
    let start = try #require(page.range(of: "id=\"waiting-h\""))
    let section = try #require(
      page[start.upperBound...].components(separatedBy: "</section>").first)
    let parts = section.components(separatedBy: "<details>")
    #expect(parts[0].components(separatedBy: "<tr>").count - 2 == seen)
    #expect(parts.count == (folded.isEmpty ? 1 : 2))
    if let rest = parts.dropFirst().first {
      #expect(rest.hasPrefix("<summary>\(folded)</summary>"))
      #expect(rest.components(separatedBy: "<tr>").count - 2 == min(200, waiting) - seen)
      #expect(rest.contains("<p class=\"quiet\">and 30 more</p>") == (waiting > 200))
    }
  }

  /// A thousand contacts of one client who all wait, each with its own wait, by usual subjects and
  /// by the longest that anybody may send.
  @Test(arguments: [
    "The printer on the second floor prints only every other page (device 12.1)",
    String(repeating: "\"", count: 5000), String(repeating: "\u{1F600}", count: 5000),
    String(repeating: "e" + String(repeating: "\u{301}", count: 8), count: 1000),
  ])
  func aPageOfAThousandContactsStaysSmall(_ subject: String) {
    var input = SampleOffice.input
    input.contacts = (0..<1000).map { i in
      var contact = SampleOffice.contacts[i % 100]
      (contact.id, contact.client, contact.subject) = ("00000000\(i)", "acme", subject)
      contact.opened = SampleOffice.start + i * 7200
      if i.isMultiple(of: 2) { contact.state = .unanswered }
      (contact.waitS, contact.openWaitS) = (i * 977 + 3, i * 331 + 3)
      return contact
    }
    for file in render(input, as: .html) {
      #expect(file.bytes.count < 300_000, "\(file.name)")
    }
  }

  @Test(arguments: [(Period.Length.week, 12), (.month, 3), (.quarter, 0)])
  func theTechniciansFollowThePeriodOfTheReport(_ length: Period.Length, _ columns: Int) {
    var input = SampleOffice.input
    input.period = length
    let bars = TechnicianBars(ReportModel(input).all, of: ReportModel(input))
    let svg = bars?.svg(id: "x") ?? ""
    // The number of answers stands above each, and is the only text in the middle but the names.
    #expect(svg.components(separatedBy: "y=\"24\" text-anchor=\"middle\"").count - 1 == columns)
    #expect(
      bars.map { $0.legend.map(\.name) } ?? ["Dana Ruiz", "Kim Lee"] == ["Dana Ruiz", "Kim Lee"])
  }

  /// The curve ends where the share does: three of four answered, so at 75 %.
  @Test func theCurveShowsTheShareAnswered() throws {
    var contacts = SampleOffice.contacts.prefix(4).map { contact in
      var contact = contact
      (contact.state, contact.openWaitS, contact.client) = (.answered, 3600, "acme")
      return contact
    }
    contacts[3].state = .unanswered
    contacts[3].openWaitS = 7200
    var input = SampleOffice.input
    input.contacts = contacts
    let model = ReportModel(input)
    let curve = try #require(WaitCurve(model.all, targets: Targets([:]), model.words))
    // From 240 (nobody) to 42 (everybody); at a quarter from the top 91.5.
    #expect(curve.svg(id: "x").contains("V91.5H468\"/>"))
    #expect(curve.caption.contains("in opening hours"))
  }
}
