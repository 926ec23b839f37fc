import Contacts
import Records

/// The report for a terminal or a mail: plain text of 80 columns, who waits first.
struct TextReport {
  static let width = 80
  /// As many of those who wait are listed for a client; the CSV has all.
  static let mostWaiting = 15
  /// So many clients are told one by one, those with the most contacts; the others together.
  static let mostClients = 25

  private let model: ReportModel
  private var lines: [String] = []
  private let mostListed: Int
  /// The clients that are told one by one.
  private let told: [ReportModel.Section]

  /// - Parameter callBackList: only who waits, but all of them.
  init(_ model: ReportModel, callBackList: Bool = false) {
    self.model = model
    mostListed = callBackList ? Int.max : TextReport.mostWaiting
    told = callBackList ? model.clients : TextReport.largest(model.clients)
    head()
    waiting()
    if callBackList { return }
    overview()
    for section in told where model.clients.count > 1 { figures(section) }
    nobody()
    unknowns()
    books()
    method()
  }

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    for line in lines {
      // A blank that no line end may part is but a blank once the lines are made.
      var pending = false
      for byte in line.utf8 {
        if pending && byte == 0xA0 {
          bytes[bytes.count - 1] = 0x20
          pending = false
          continue
        }
        pending = byte == 0xC2
        bytes.append(byte)
      }
      bytes.append(0x0A)
    }
    return bytes
  }

  private mutating func head() {
    let provider = Shown.text(model.provider)
    add("Ringback: who waits to hear back from \(provider)")
    let zone = model.zone.name
    add("As of \(Wording.time(model.asOf, in: model.zone)) (\(zone))")
  }

  private mutating func title(_ text: String, underline: Character = "=") {
    lines.append("")
    let text = Columns.cut(Shown.text(text), to: TextReport.width)
    lines.append(text)
    lines.append(String(repeating: underline, count: Columns.width(text)))
  }

  private mutating func add(_ text: String, indent: String = "", first: String? = nil) {
    lines += Columns.wrap(text, width: TextReport.width, indent: indent, first: first)
  }

  // MARK: Who waits now

  private mutating func waiting() {
    title("WAITING NOW")
    add(Sentences(model.all, of: model).waiting)
    for section in told.filter({ !$0.waiting.isEmpty }).sorted(by: longestFirst) {
      lines.append("")
      add("\(Shown.text(section.name)): \(section.waiting.count)")
      list(section.waiting)
    }
    let others = model.all.waiting.count - told.reduce(0) { $0 + $1.waiting.count }
    if others > 0 {
      lines.append("")
      add("and \(others) more of \(otherClients)")
    }
  }

  /// Those with the most contacts, in the order of all.
  private static func largest(_ clients: [ReportModel.Section]) -> [ReportModel.Section] {
    guard clients.count > mostClients else { return clients }
    let ranked = clients.indices.sorted {
      (clients[$1].figures.contacts, $0) < (clients[$0].figures.contacts, $1)
    }
    return ranked.prefix(mostClients).sorted().map { clients[$0] }
  }

  private var otherClients: String {
    Wording.count(model.clients.count - told.count, "other client")
      + ", told in the pages and tables only"
  }

  /// The client first who has somebody waiting longest.
  private func longestFirst(_ a: ReportModel.Section, _ b: ReportModel.Section) -> Bool {
    let waits = (a.waiting.first?.waitS ?? 0, b.waiting.first?.waitS ?? 0)
    return waits.0 != waits.1
      ? waits.0 > waits.1
      : (Exact(a.name), Exact(a.clientID)) < (Exact(b.name), Exact(b.clientID))
  }

  /// Two lines a contact: how long, where and who; then about what, and its id.
  private mutating func list(_ waiting: [Contact]) {
    for contact in waiting.prefix(mostListed) {
      let wait = Columns.right(Wording.span(contact.waitS), 11)
      let channel = Columns.left(Wording.channel(contact.channel), 10)
      let who = Wording.who(contact, model.people)
      let reach = who.reach.map { "\(who.name), \($0)" } ?? who.name
      let since = Columns.right(Wording.time(contact.opened, in: model.zone), 17)
      lines.append("\(wait)  \(channel)\(Columns.left(reach, 38))  \(since)")
      let tries = contact.attempts > 1 ? "\(contact.attempts) attempts: " : ""
      let matter = Columns.left(tries + Wording.matter(contact), 51)
      let id = Columns.right("[\(Shown.text(contact.id))]", 14)
      lines.append("\(Columns.blanks(13))\(matter)  \(id)")
    }
    let more = waiting.count - mostListed
    if more > 0 { lines.append(Columns.blanks(13) + "and \(more) more") }
  }

  // MARK: Figures

  private mutating func overview() {
    title("FIGURES")
    if model.clients.count > 1 {
      lines.append(TextReport.heading)
      for section in told { row(section.name, section.figures) }
      if told.count < model.clients.count { lines.append("  and \(otherClients)") }
      row(model.all.name, model.all.figures)
      lines.append("")
      add("All clients together:")
    } else if let only = model.clients.first {
      add("\(Shown.text(only.name)):")
    }
    sentences(model.all)
    breakdown(model.all)
    signs(model.all, quoting: model.clients.count > 1 ? 0 : 3)
  }

  private static let heading =
    Columns.blanks(22) + Columns.right("contacts", 9) + Columns.right("unanswered", 14)
    + Columns.right("median", 13) + Columns.right("9 in 10", 13) + Columns.right("waiting", 9)

  private mutating func row(_ name: String, _ figures: Figures) {
    func time(_ seconds: Int?) -> String {
      if let seconds { return Wording.span(seconds) }
      return figures.wait.all.longest.map { "> \(Wording.span($0))" } ?? "n/d"
    }
    lines.append(
      Columns.left(Shown.text(name), 22) + Columns.right("\(figures.contacts)", 9)
        + Columns.right(share(figures.unanswered), 14)
        + Columns.right(time(figures.wait.all.median.seconds), 13)
        + Columns.right(time(figures.wait.all.p90.seconds), 13)
        + Columns.right("\(figures.waiting)", 9))
  }

  private func share(_ rate: Rate) -> String {
    rate.isTooSmall ? Wording.rate(rate) : "\(rate.part) (\(Wording.percent(rate)))"
  }

  private mutating func figures(_ section: ReportModel.Section) {
    title(section.name, underline: "-")
    sentences(section)
    if section.figures.contacts > 0 { breakdown(section) }
    signs(section, quoting: 3)
  }

  private mutating func sentences(_ section: ReportModel.Section) {
    for sentence in Sentences(section, of: model).inOrder {
      add(sentence.text, indent: "  ", first: "- ")
    }
  }

  /// By channel and month, where there is more than one.
  private mutating func breakdown(_ section: ReportModel.Section) {
    if section.channels.count > 1 || section.periods.count > 1 {
      lines.append("")
      lines.append(TextReport.heading)
    }
    if section.channels.count > 1 {
      for (channel, figures) in section.channels { row("  " + Wording.channels(channel), figures) }
    }
    if section.periods.count > 1 {
      if section.channels.count > 1 { lines.append("") }
      for (period, figures) in section.periods.suffix(12) {
        row("  " + Wording.period(period), figures)
      }
    }
  }

  /// The signs: a line each, the latest quotes below; how they are counted stands in the pages.
  private mutating func signs(_ section: ReportModel.Section, quoting: Int) {
    let all = SignLines(section, of: model).all
    guard !all.isEmpty else { return }
    lines.append("")
    add("Signs of the relationship:")
    for line in all {
      add("\(line.heading): \(line.verdict)", indent: "  ", first: "- ")
      for quote in line.quotes.prefix(quoting) {
        let place = quote.place.map { " (\(Shown.text($0.source)), \($0.offset))" } ?? ""
        let day = Wording.day(of: quote.at, in: model.zone)
        add("\"\(quote.phrase)\", \(quote.who), \(day)\(place)", indent: "      ", first: "    ")
      }
    }
  }

  private mutating func unknowns() {
    let sentences = Unknowns(model).sentences
    guard !sentences.isEmpty else { return }
    title("NOT KNOWN")
    for sentence in sentences { add(sentence, indent: "  ", first: "- ") }
  }

  private mutating func nobody() {
    guard !model.nobody.contacts.isEmpty else { return }
    title("NO CLIENT")
    add(
      "\(Wording.count(model.nobody.contacts.count, "contact")) of withheld numbers or of people "
        + "who are in no client's directory; they are in no figure above. "
        + Sentences(model.nobody, of: model).waiting)
    lines.append("")
    list(model.nobody.waiting)
  }

  // MARK: Books and method

  private mutating func books() {
    title("BOOKS")
    add(BooksAccount.sentence(model.books))
    for stage in model.books.map(BooksAccount.init) {
      add(stage.summary, indent: "    ", first: "  ")
      for detail in stage.details { add(detail, indent: "      ", first: "    ") }
    }
    let coverage = BooksAccount.coverage(model.books)
    if !coverage.isEmpty { add("Covered in time:", first: "  ") }
    for channel in coverage {
      let from = Wording.time(channel.from, in: model.zone)
      let until = Wording.time(channel.until, in: model.zone)
      lines.append("    \(Columns.left(channel.name, 10)) \(from) to \(until)")
    }
  }

  private mutating func method() {
    title("METHOD")
    for (i, paragraph) in Method.paragraphs.enumerated() {
      if i > 0 { lines.append("") }
      add(paragraph)
    }
  }
}
