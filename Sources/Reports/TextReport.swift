import Contacts
import Records

/// The report for a terminal or a mail: plain text of 80 columns, who waits first.
struct TextReport {
  static let width = 80
  /// As many of those who wait are listed; the call-back list and the CSV have all.
  static let mostWaiting = 40
  /// So many clients are told one by one, those with the most contacts; the others together.
  static let mostClients = 25

  private let model: ReportModel
  private let words: Wording
  private var lines: [String] = []
  private let callBackList: Bool
  /// The clients that are told one by one.
  private let told: [ReportModel.Section]

  /// - Parameter callBackList: only who waits, but all of them.
  init(_ model: ReportModel, callBackList: Bool = false) {
    self.model = model
    words = model.words
    self.callBackList = callBackList
    told = callBackList ? model.clients : TextReport.largest(model.clients)
    head()
    waiting()
    if !callBackList {
      overview()
      for section in told where model.clients.count > 1 { figures(section) }
    }
    nobody()
    if callBackList { return }
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
    guard !model.all.waiting.isEmpty else { return }
    lines.append("")
    list(model.all.waiting, naming: model.clients.count > 1)
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

  /// How long, where, who and of which client; how to reach them, and the id; about what.
  ///
  /// An address has a line of its own but for the id, as it is of no use when cut.
  private mutating func list(_ waiting: [Contact], naming clients: Bool) {
    let most = callBackList ? waiting.count : TextReport.mostWaiting
    for contact in waiting.prefix(most) {
      let wait = Columns.right(words.span(contact.waitS), 11)
      let channel = Columns.left(words.channel(contact.channel), 10)
      let who = words.who(contact, model.people)
      let client = clients ? contact.client.map { ", " + Shown.text(model.people.client($0)) } : nil
      let since = Columns.right(words.time(contact.opened, in: model.zone), 17)
      lines.append("\(wait)  \(channel)\(Columns.left(who.name + (client ?? ""), 38))  \(since)")
      var below = [who.reach, about(contact)].compactMap { $0 }.filter { !$0.utf8.isEmpty }
      let first = Columns.left(below.isEmpty ? "" : below.removeFirst(), 51)
      let id = Columns.right("[\(Shown.text(contact.id))]", 14)
      lines.append("\(Columns.blanks(13))\(first)  \(id)")
      for line in below { lines.append(Columns.blanks(13) + Columns.cut(line, to: 67)) }
    }
    let more = waiting.count - most
    if more > 0 { lines.append(Columns.blanks(13) + words.say(.more, n: more)) }
  }

  private func about(_ contact: Contact) -> String {
    let matter = words.matter(contact)
    guard contact.attempts > 1 else { return matter }
    if matter.utf8.isEmpty { return words.say(.attempts, n: contact.attempts) }
    return words.say(.attemptsBefore, "\(contact.attempts)", matter)
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
    let waiting = Sentences(model.nobody, of: model).waiting
    let count = words.say(.contacts, n: model.nobody.contacts.count)
    add(callBackList ? waiting : words.say(.nobodysContacts, count, waiting))
    guard !model.nobody.waiting.isEmpty else { return }
    lines.append("")
    list(model.nobody.waiting, naming: false)
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
