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
  private let words: Wording
  private var lines: [String] = []
  private let mostListed: Int
  /// The clients that are told one by one.
  private let told: [ReportModel.Section]

  /// - Parameter callBackList: only who waits, but all of them.
  init(_ model: ReportModel, callBackList: Bool = false) {
    self.model = model
    words = model.words
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
    add(words.say(.textHead, provider))
    let zone = model.zone.name
    add(words.say(.textAsOf, words.time(model.asOf, in: model.zone), zone))
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
    title(words.say(.titleWaiting))
    let sentences = Sentences(model.all, of: model)
    add(sentences.waiting)
    if let ends = sentences.readUntil(BooksAccount.coverage(model.books, words)) { add(ends) }
    for section in told.filter({ !$0.waiting.isEmpty }).sorted(by: longestFirst) {
      lines.append("")
      add("\(Shown.text(section.name)): \(section.waiting.count)")
      list(section.waiting)
    }
    let others = model.all.waiting.count - told.reduce(0) { $0 + $1.waiting.count }
    if others > 0 {
      lines.append("")
      add(words.say(.moreOfOthers, "\(others)", otherClients))
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
    words.say(.otherClients, n: model.clients.count - told.count)
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
      let wait = Columns.right(words.span(contact.waitS), 11)
      let channel = Columns.left(words.channel(contact.channel), 10)
      let who = words.who(contact, model.people)
      let reach = who.reach.map { "\(who.name), \($0)" } ?? who.name
      let since = Columns.right(words.time(contact.opened, in: model.zone), 17)
      lines.append("\(wait)  \(channel)\(Columns.left(reach, 38))  \(since)")
      let tries = words.matter(contact)
      let about =
        contact.attempts > 1 ? words.say(.attemptsBefore, "\(contact.attempts)", tries) : tries
      let matter = Columns.left(about, 51)
      let id = Columns.right("[\(Shown.text(contact.id))]", 14)
      lines.append("\(Columns.blanks(13))\(matter)  \(id)")
    }
    let more = waiting.count - mostListed
    if more > 0 { lines.append(Columns.blanks(13) + words.say(.more, n: more)) }
  }

  // MARK: Figures

  private mutating func overview() {
    title(words.say(.titleFigures))
    if model.clients.count > 1 {
      lines.append(heading)
      for section in told { row(section.name, section.figures) }
      if told.count < model.clients.count {
        lines.append("  " + words.say(.andOthers, otherClients))
      }
      row(model.all.name, model.all.figures)
      lines.append("")
      add(words.say(.allTogether))
    } else if let only = model.clients.first {
      add("\(Shown.text(only.name)):")
    }
    sentences(model.all)
    breakdown(model.all)
    signs(model.all, quoting: model.clients.count > 1 ? 0 : 3)
  }

  private var heading: String {
    let columns: [(Phrase, Int)] = [
      (.textContacts, 9), (.textUnanswered, 14), (.textMedian, 13), (.textNineInTen, 13),
      (.textWaiting, 9),
    ]
    return Columns.blanks(22) + columns.map { Columns.right(words.say($0), $1) }.joined()
  }

  private mutating func row(_ name: String, _ figures: Figures) {
    func time(_ seconds: Int?) -> String {
      if let seconds { return words.span(seconds) }
      return figures.wait.all.longest.map { "> \(words.span($0))" } ?? words.say(.nothingToDivide)
    }
    lines.append(
      Columns.left(Shown.text(name), 22) + Columns.right("\(figures.contacts)", 9)
        + Columns.right(share(figures.unanswered), 14)
        + Columns.right(time(figures.wait.all.median.seconds), 13)
        + Columns.right(time(figures.wait.all.p90.seconds), 13)
        + Columns.right("\(figures.waiting)", 9))
  }

  private func share(_ rate: Rate) -> String {
    rate.isTooSmall ? words.rate(rate) : "\(rate.part) (\(words.percent(rate)))"
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
      lines.append(heading)
    }
    if section.channels.count > 1 {
      for (channel, figures) in section.channels { row("  " + words.channels(channel), figures) }
    }
    if section.periods.count > 1 {
      if section.channels.count > 1 { lines.append("") }
      for (period, figures) in section.periods.suffix(12) {
        row("  " + words.period(period), figures)
      }
    }
  }

  /// The signs: a line each, the latest quotes below; how they are counted stands in the pages.
  private mutating func signs(_ section: ReportModel.Section, quoting: Int) {
    let all = SignLines(section, of: model).all
    guard !all.isEmpty else { return }
    lines.append("")
    add(words.say(.signsOf))
    for line in all {
      add("\(line.heading): \(line.verdict)", indent: "  ", first: "- ")
      for quote in line.quotes.prefix(quoting) {
        let place = quote.place.map { " (\(Shown.text($0.source)), \($0.offset))" } ?? ""
        let day = words.day(of: quote.at, in: model.zone)
        add("\"\(quote.phrase)\", \(quote.who), \(day)\(place)", indent: "      ", first: "    ")
      }
    }
  }

  private mutating func unknowns() {
    let sentences = Unknowns(model).sentences
    guard !sentences.isEmpty else { return }
    title(words.say(.titleNotKnown))
    for sentence in sentences { add(sentence, indent: "  ", first: "- ") }
  }

  private mutating func nobody() {
    guard !model.nobody.contacts.isEmpty else { return }
    title(words.say(.titleNoClient))
    add(
      words.say(
        .nobodysContacts, words.say(.contacts, n: model.nobody.contacts.count),
        Sentences(model.nobody, of: model).waiting))
    lines.append("")
    list(model.nobody.waiting)
  }

  // MARK: Books and method

  private mutating func books() {
    title(words.say(.titleBooks))
    add(BooksAccount.sentence(model.books, words))
    for stage in model.books.map(BooksAccount.init) {
      add(stage.summary(words), indent: "    ", first: "  ")
      for detail in stage.details(words) { add(detail, indent: "      ", first: "    ") }
    }
    let coverage = BooksAccount.coverage(model.books, words)
    if !coverage.isEmpty { add(words.say(.covered), first: "  ") }
    for channel in coverage {
      let from = words.time(channel.from, in: model.zone)
      let until = words.time(channel.until, in: model.zone)
      lines.append(
        "    \(Columns.left(channel.name, 10)) \(words.say(.fromTo, from, until))")
    }
  }

  private mutating func method() {
    title(words.say(.titleMethod))
    for (i, paragraph) in Method.paragraphs.enumerated() {
      if i > 0 { lines.append("") }
      add(words.say(paragraph))
    }
  }
}
