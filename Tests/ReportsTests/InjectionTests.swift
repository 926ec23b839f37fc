import Contacts
import Foundation
import Records
import Testing

@testable import Reports

/// Whatever a stranger writes stays text, in each rendering.
@Suite struct InjectionTests {
  /// One client with one who waits and one of nobody's, who are all called as the payload says.
  static func input(_ payload: String) -> ReportInput {
    var provider = Provider(name: payload)
    provider.zone = SampleOffice.zone
    var settings = Settings(provider: provider, hours: .standard(zone: SampleOffice.zone))
    settings.clients = [Client(id: payload, name: payload)]
    func contact(client: String?) -> Contact {
      var contact = Contact(
        id: payload, channel: .email, opened: SampleOffice.start, channels: [.email],
        state: .unanswered, waitS: 90_000, openWaitS: 30_000, observedUntil: SampleOffice.asOf)
      contact.client = client
      contact.person = payload
      contact.subject = payload
      contact.answeredBy = payload
      contact.recurrenceOf = payload
      contact.evidence = [
        Contact.Evidence(
          event: payload, at: SampleOffice.start, place: Place(source: payload, offset: 0),
          role: .opened)
      ]
      return contact
    }
    var books = Books(payload)
    var account = Books.Account(source: payload, format: payload, unit: payload)
    account.read = 2
    account.exclude(payload)
    account.reject(payload)
    books.accounts = [account]
    return ReportInput(
      contacts: [contact(client: payload), contact(client: nil)], books: [books],
      settings: settings, asOf: SampleOffice.asOf)
  }

  @Test func thereAreMoreThanFifty() { #expect(Payloads.all.count >= 50) }

  /// The bytes that make markup are as many as for a harmless name.
  @Test(arguments: Payloads.all.indices)
  func noMarkupComesFromText(_ index: Int) {
    func marks(_ payload: String) -> [[UInt8: Int]] {
      render(Self.input(payload), as: .html).map { file in
        file.bytes.reduce(into: [:]) { counts, byte in
          if "<>\"'{}".utf8.contains(byte) { counts[byte, default: 0] += 1 }
        }
      }
    }
    func withoutBraces(_ counts: [[UInt8: Int]]) -> [[UInt8: Int]] {
      counts.map { $0.filter { $0.key != 0x7B && $0.key != 0x7D } }
    }
    let payload = Payloads.all[index]
    let found = marks(payload)
    let harmless = marks(payload.utf8.isEmpty ? "" : "harmless")
    #expect(withoutBraces(found) == withoutBraces(harmless))
  }

  /// A browser-like parser finds the template's elements and attributes and no others.
  @Test func theElementsAreTheTemplatesOwn() throws {
    var files: [(name: String, bytes: [UInt8])] = []
    for (i, payload) in (["harmless"] + Payloads.all.filter { !$0.utf8.isEmpty }).enumerated() {
      for (j, file) in render(Self.input(payload), as: .html).enumerated() {
        files.append(("\(i)-\(j).html", file.bytes))
      }
    }
    guard let answer = try Python.run(Self.elements, files: files) else { return }
    #expect(answer == "exit 0")
  }

  /// Five hundred payloads, the last of each made of two, as names, subjects, addresses, file
  /// names and client ids: each page has the tags, in their order, of a page of harmless names.
  @Test func fiveHundredPayloadsMakeNoElement() {
    func tags(_ payload: String) -> [[String]] {
      render(Self.input(payload), as: .html).map { file in
        // Nothing of a stranger has a `<`, so each begins a tag of ours; its attributes' names stay.
        String(decoding: file.bytes, as: UTF8.self).split(separator: "<").dropFirst().map { tag in
          let inside = tag.prefix { $0 != ">" }
          return String(
            inside.split(separator: "\"").enumerated().filter { $0.0.isMultiple(of: 2) }
              .map(\.1).joined(separator: "="))
        }
      }
    }
    let some = Payloads.all.filter { !$0.utf8.isEmpty && $0.utf8.count < 200 }
    var all = some
    for (i, first) in some.enumerated() where all.count < 500 {
      for second in some.dropFirst(i + 1).prefix(8) where all.count < 500 {
        all.append(first + second)
      }
    }
    #expect(all.count == 500)
    let harmless = tags("harmless")
    for payload in all {
      let found = tags(payload)
      #expect(found == harmless, "\(payload.debugDescription)")
      for file in render(Self.input(payload), as: .csv) + render(Self.input(payload), as: .html) {
        let isPlain = file.name.utf8.allSatisfy {
          (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E
        }
        #expect(isPlain && !file.name.contains("..") && file.name.utf8.count < 80)
      }
    }
  }

  /// Prints what is wrong with any page.
  private static let elements = """
    import base64, glob, hashlib, re
    from html.parser import HTMLParser
    class Page(HTMLParser):
        def __init__(self):
            super().__init__(convert_charrefs=True)
            self.seen, self.bad, self.style, self.csp, self.inStyle = [], [], "", "", False
        def handle_starttag(self, tag, attrs):
            self.seen.append((tag, tuple(k for k, _ in attrs)))
            self.inStyle = tag == "style"
            for k, v in attrs:
                if k == "style" or k.startswith("on") or k == "src": self.bad.append(k)
                if k == "href" and not re.fullmatch(r"index\\.html|client-[a-z0-9-]+\\.html", v):
                    self.bad.append(v)
                if k == "content" and "default-src" in v: self.csp = v
        def handle_startendtag(self, tag, attrs): self.handle_starttag(tag, attrs)
        def handle_endtag(self, tag):
            self.seen.append(("/" + tag,))
            if tag == "style": self.inStyle = False
        def handle_comment(self, text): self.bad.append("comment")
        def handle_data(self, text):
            if self.inStyle: self.style += text
    first = {}
    for name in sorted(glob.glob("*.html"), key=lambda n: [int(x) for x in n[:-5].split("-")]):
        page = Page()
        page.feed(open(name, encoding="utf-8", newline="").read())
        page.close()
        which = name.split("-")[1]
        want = first.setdefault(which, page.seen)
        hash = base64.b64encode(hashlib.sha256(page.style.encode()).digest()).decode()
        if page.seen != want: print(name, "other elements")
        if page.bad: print(name, page.bad)
        if "'sha256-" + hash + "'" not in page.csp: print(name, "hash")
        if "script" in [t[0] for t in page.seen]: print(name, "script")
    """

  /// C0 but line feeds, DEL, C1, and marks of direction.
  static func forbidden(_ bytes: [UInt8], but allowed: Set<UInt32>) -> [Unicode.Scalar] {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.filter { scalar in
      guard !allowed.contains(scalar.value) else { return false }
      switch scalar.value {
      case 0x00...0x1F, 0x7F...0x9F, 0x200B, 0x200E, 0x200F, 0x61C, 0x202A...0x202E,
        0x2066...0x2069, 0x2028, 0x2029, 0xFEFF, 0xE0000...0xE007F:
        return true
      default: return false
      }
    }
  }

  @Test(arguments: Payloads.all.indices)
  func nothingMovesTheCursor(_ index: Int) {
    let input = Self.input(Payloads.all[index])
    for format in [ReportFormat.text, .html] {
      for file in render(input, as: format) {
        #expect(Self.forbidden(file.bytes, but: [0x0A]).isEmpty, "\(file.name)")
      }
    }
    for file in render(input, as: .csv) {
      #expect(Self.forbidden(file.bytes, but: [0x0A, 0x0D]).isEmpty, "\(file.name)")
    }
  }

  @Test(arguments: Payloads.all.indices)
  func noLineIsWiderThanATerminal(_ index: Int) {
    let text = render(Self.input(Payloads.all[index]), as: .text)[0]
    for line in text.bytes.split(separator: 0x0A) {
      #expect(Columns.width(String(decoding: line, as: UTF8.self)) <= 80)
    }
  }

  /// No combination of bytes makes a control character out of what was kept.
  @Test(arguments: Payloads.all.indices)
  func jsonReadsBackAsItWas(_ index: Int) throws {
    let input = Self.input(Payloads.all[index])
    let lines = render(input, as: .json)[0].bytes.split(separator: 0x0A)
    let contacts = try lines.compactMap { line -> Contact? in
      if case .contact(let contact) = try Line(line) { contact } else { nil }
    }
    #expect(Set(contacts.map { Exact($0.subject ?? "") }) == [Exact(Payloads.all[index])])
    #expect(contacts.count == 2)
  }
}
