import Contacts
internal import Mustache
import Records

/// The report as pages: one for all clients, one for each, without script or anything from
/// elsewhere.
struct HTMLReport {
  /// As many of those who wait are listed on a page; the CSV has all.
  static let mostWaiting = 200
  /// What strangers wrote takes at most so many bytes of a list, 200 usual subjects a fifth of it:
  /// a page is to stay under 300 KB.
  static let mostWritten = 100_000
  /// A subject is told by so many columns of a terminal, anything else of them by half.
  static let mostSubject = 160
  /// As many of them are seen at once, so that the figures are not far down; the others unfold.
  static let mostUnfolded = 20
  /// As many periods stand in a page's table.
  static let mostPeriods = 12

  private let model: ReportModel
  private let words: Wording
  /// The words of the template itself, by their phrases.
  private let said: [String: HTMLValue]
  private let coverage: [(name: String, from: Timestamp, until: Timestamp)]

  init(_ model: ReportModel) {
    self.model = model
    words = model.words
    coverage = BooksAccount.coverage(model.books, model.words)
    said = Dictionary(
      uniqueKeysWithValues: Phrase.allCases.filter(HTMLTemplate.says).map {
        ($0.rawValue, .text(model.words.say($0)))
      })
  }

  /// `index.html`, then one `client-….html` for each client, by name.
  var files: [ReportFile] {
    let pages =
      [(name: "index.html", bytes: index)]
      + model.clients.map { (name: FileNames.page($0.clientID), bytes: page($0)) }
    return pages.map { page in ReportFile(name: page.name) { page.bytes } }
  }

  /// The page for all clients.
  var index: [UInt8] { page(model.all) }

  private func page(_ section: ReportModel.Section) -> [UInt8] {
    let isIndex = section.scope == .all
    let sentences = Sentences(section, of: model)
    let charts = charts(section)
    let nobody = model.nobody
    let signs = signs(section)
    // Of all clients, so of no use to a page of one; it goes over all contacts.
    let unknowns = isIndex ? Unknowns(model).sentences : []
    var page: [String: HTMLValue] = [
      "say": .group(said), "language": .text(words.language.code),
      "styleHash": .markup(HTMLStyle.hash), "style": .markup(HTMLStyle.sheet),
      "title": .text(words.say(.pageTitle, section.name, model.provider)),
      "provider": .text(model.provider), "name": .text(section.name),
      "asOf": .text(words.say(.asOf, words.time(model.asOf, in: model.zone))),
      "zone": .text(model.zone.name),
      "isClient": .flag(!isIndex),
      "waitingSentence": .text(sentences.waiting),
      "readUntil": optional("readUntil", sentences.readUntil(coverage)),
      "hasWaiting": .flag(!section.waiting.isEmpty),
      "waitingTable": .markup(waitingTable(section.waiting, withClient: isIndex)),
      "hasContacts": .flag(section.figures.contacts > 0),
      "tiles": .list(tiles(section.figures)),
      "sentences": .list(
        sentences.inOrder.filter { $0.topic != .waiting }.map { ["text": .text($0.text)] }),
      "hasCharts": .flag(!charts.isEmpty), "charts": .list(charts),
      "breakdowns": .list(breakdowns(section)),
      "hasNobody": .flag(isIndex && !nobody.contacts.isEmpty),
      "hasSigns": .flag(!signs.isEmpty), "signs": .list(signs),
      "quotedApart": .flag(quotesApart(section)),
      "hasUnknowns": .flag(isIndex && !unknowns.isEmpty),
      "unknowns": .list(unknowns.map { ["text": .text($0)] }),
      "method": .list(Method.paragraphs.map { ["text": .text(words.say($0))] }),
    ]
    if isIndex, !nobody.contacts.isEmpty {
      page["nobodySentence"] = .text(
        words.say(
          .nobodysContacts, words.say(.contacts, n: nobody.contacts.count),
          Sentences(nobody, of: model).waiting))
      page["nobodyTable"] = .markup(
        nobody.waiting.isEmpty ? "" : waitingTable(nobody.waiting, withClient: false))
    }
    page.merge(books) { $1 }
    return Array(HTMLTemplate.page.render(HTMLValue.mustache(page)).utf8)
  }

  /// A group that a template shows once, or not at all.
  private func optional(_ name: String, _ text: String?) -> HTMLValue {
    .list(text.map { [[name: .text($0)]] } ?? [])
  }

  private func waitingTable(_ waiting: [Contact], withClient: Bool) -> String {
    // Nobody unfolds a handful of lines.
    let isLong = waiting.count > HTMLReport.mostUnfolded + 5
    let seen = waiting.prefix(isLong ? HTMLReport.mostUnfolded : waiting.count)
    var written = 0
    var (table, shown) = waitingRows(seen, withClient, &written)
    let others = waiting.prefix(HTMLReport.mostWaiting).dropFirst(shown)
    var (folded, told) = waitingRows(others, withClient, &written)
    let left = waiting.count - shown - told
    let more = optional("more", left > 0 ? words.say(.more, n: left) : nil)
    if told > 0 {
      folded["more"] = more
      let rows = HTMLTemplate.waiting.render(HTMLValue.mustache(folded))
      let summary = words.say(.more, n: waiting.count - shown)
      table["folded"] = .list([["summary": .text(summary), "table": .markup(rows)]])
    } else {
      table["more"] = more
    }
    return HTMLTemplate.waiting.render(HTMLValue.mustache(table))
  }

  /// - Parameter written: the bytes of what strangers wrote, so far.
  /// - Returns: The table, and how many it tells.
  private func waitingRows(
    _ waiting: ArraySlice<Contact>, _ withClient: Bool, _ written: inout Int
  ) -> (table: [String: HTMLValue], count: Int) {
    var rows: [[String: HTMLValue]] = []
    func kept(_ text: String, _ columns: Int) -> HTMLValue {
      let text = HTMLValue.escaped(Columns.cut(Shown.text(text), to: columns))
      written += text.utf8.count
      return .markup(text)
    }
    for contact in waiting {
      if written >= HTMLReport.mostWritten { break }
      let who = words.who(contact, model.people)
      let client = contact.client ?? ""
      let attempts = contact.attempts > 1 ? ", " + words.say(.attempts, n: contact.attempts) : ""
      rows.append([
        "wait": .text(words.span(contact.waitS)),
        "late": .text(contact.withinTarget == false ? "late" : "early"),
        "withClient": .flag(withClient), "client": .text(model.people.client(client)),
        "href": .text(FileNames.page(client)), "who": kept(who.name, HTMLReport.mostSubject / 2),
        "hasReach": .flag(who.reach != nil),
        "reach": kept(who.reach ?? "", HTMLReport.mostSubject / 2),
        "subject": kept(words.matter(contact), HTMLReport.mostSubject),
        "channel": .text(words.channel(contact.channel)), "attempts": .text(attempts),
        "id": .text(contact.id), "since": .text(words.time(contact.opened, in: model.zone)),
      ])
    }
    return (
      ["say": .group(said), "withClient": .flag(withClient), "rows": .list(rows)], rows.count
    )
  }

  private func tiles(_ figures: Figures) -> [[String: HTMLValue]] {
    func tile(_ label: String, _ value: String, _ sub: String) -> [String: HTMLValue] {
      ["label": .text(label), "value": .text(value), "sub": .text(sub)]
    }
    func share(_ rate: Rate) -> String {
      rate.isTooSmall ? words.rate(rate) : words.percent(rate)
    }
    func counts(_ rate: Rate) -> String {
      rate.isTooSmall ? "" : words.say(.rate, "\(rate.part)", "\(rate.whole)")
    }
    let wait = figures.wait
    let flattering = wait.answeredOnlyMedian.map { words.say(.tileAnsweredOnly, words.span($0)) }
    return [
      tile(words.say(.tileHalf), short(wait.all.median.seconds, wait.all), flattering ?? ""),
      tile(
        words.say(.tileNineInTen), short(wait.all.p90.seconds, wait.all),
        wait.all.p90.seconds == nil ? words.say(.tileNotReached) : ""),
      tile(words.say(.columnUnanswered), share(figures.unanswered), counts(figures.unanswered)),
      tile(words.say(.columnTarget), share(figures.withinTarget), counts(figures.withinTarget)),
    ]
  }

  /// `3 h 10 min`, or `> 3 d` where it is not reached.
  private func short(_ seconds: Int?, _ curve: KaplanMeier) -> String {
    if let seconds { return words.span(seconds) }
    return curve.longest.map { ">\u{A0}\(words.span($0))" } ?? words.say(.nothingToDivide)
  }

  private func charts(_ section: ReportModel.Section) -> [[String: HTMLValue]] {
    var charts: [[String: HTMLValue]] = []
    func add(_ svg: String, _ caption: String, _ legend: [Drawing.Key] = []) {
      charts.append([
        "svg": .markup(svg), "caption": .text(caption), "hasLegend": .flag(!legend.isEmpty),
        "legend": .list(legend.map { ["look": .text($0.look), "name": .text($0.name)] }),
      ])
    }
    if let curve = WaitCurve(section, targets: model.targets, words) {
      add(curve.svg(id: "curve"), curve.caption)
    }
    if let bars = WeekBars(section, words) {
      add(bars.svg(id: "weeks"), bars.caption, bars.legend)
    }
    if let grid = WeekGridChart(section, words) { add(grid.svg(id: "hours"), grid.caption) }
    if let bars = TechnicianBars(section, of: model) {
      add(bars.svg(id: "technicians"), bars.caption, bars.legend)
    }
    return charts
  }

  private func breakdowns(_ section: ReportModel.Section) -> [[String: HTMLValue]] {
    func table(_ anchor: String, _ heading: String, _ first: String, _ rows: [[String: HTMLValue]])
      -> [String: HTMLValue]
    {
      [
        "anchor": .text(anchor), "heading": .text(heading), "first": .text(first),
        "rows": .list(rows),
      ]
    }
    var tables: [[String: HTMLValue]] = []
    if section.scope == .all, !model.clients.isEmpty {
      let byWaiting = model.clients.enumerated().sorted {
        ($1.element.figures.waiting, $0.offset) < ($0.element.figures.waiting, $1.offset)
      }
      let rows = byWaiting.map { _, client in
        row(client.name, client.figures, href: FileNames.page(client.clientID))
      }
      tables.append(table("clients", words.say(.byClient), words.say(.client), rows))
    }
    if section.channels.count > 1 {
      let rows = section.channels.map { row(words.channels($0.channel), $0.figures) }
      tables.append(table("channels", words.say(.byChannel), words.say(.channel), rows))
    }
    if section.periods.count > 1 {
      let rows = section.periods.suffix(HTMLReport.mostPeriods)
        .map { row(words.period($0.period), $0.figures) }
      let word = words.word(model.period)
      let byPeriod: Phrase =
        switch model.period {
        case .week: .byWeek
        case .month: .byMonth
        case .quarter: .byQuarter
        }
      tables.append(table("periods", words.say(byPeriod), word, rows))
    }
    return tables
  }

  private func row(_ label: String, _ figures: Figures, href: String? = nil)
    -> [String: HTMLValue]
  {
    let wait = figures.wait
    var row: [String: HTMLValue] = [
      "label": .text(label), "contacts": .text("\(figures.contacts)"),
      "unanswered": .text(words.rate(figures.unanswered)),
      "median": .text(short(wait.all.median.seconds, wait.all)),
      "p90": .text(short(wait.all.p90.seconds, wait.all)),
      "answeredOnly": .text(
        wait.answeredOnlyMedian.map { words.span($0) } ?? words.say(.nothingToDivide)),
      "target": .text(words.rate(figures.withinTarget)),
      "waiting": .text("\(figures.waiting)"),
    ]
    if let href { row["href"] = .list([["href": .text(href)]]) }
    return row
  }

  private func signs(_ section: ReportModel.Section) -> [[String: HTMLValue]] {
    SignLines(section, of: model).all.map { line in
      var quotes = line.quotes.map { quote -> [String: HTMLValue] in
        let place = quote.place.map { "\($0.source), \($0.offset)" } ?? ""
        return [
          "phrase": .text(Columns.cut(Shown.text(quote.phrase), to: HTMLReport.mostSubject)),
          "who": .text(Columns.cut(Shown.text(quote.who), to: HTMLReport.mostSubject / 2)),
          "day": .text(words.day(of: quote.at, in: model.zone)), "place": .text(place),
        ]
      }
      if quotesApart(section) { quotes = [] }
      return [
        "heading": .text(line.heading), "verdict": .text(line.verdict),
        "method": .text(line.method), "hasQuotes": .flag(!quotes.isEmpty), "quotes": .list(quotes),
        "hasMore": .flag(!quotes.isEmpty && line.more > 0),
        "more": .text(words.say(.more, n: line.more)),
      ]
    }
  }

  /// Whether the quotes of a section stand on the pages of its clients.
  private func quotesApart(_ section: ReportModel.Section) -> Bool {
    section.scope == .all && model.clients.count > 1
  }

  private var books: [String: HTMLValue] {
    [
      "hasBooks": .flag(!model.books.isEmpty),
      "booksSentence": .text(BooksAccount.sentence(model.books, words)),
      "books": .list(
        model.books.map(BooksAccount.init).map { stage in
          [
            "stage": .text(stage.stage), "read": .text("\(stage.read)"),
            "used": .text("\(stage.used)"),
            "excluded": .text("\(BooksAccount.total(stage.excluded))"),
            "rejected": .text("\(BooksAccount.total(stage.rejected))"),
            "why": .text(BooksAccount.list(stage.excluded + stage.rejected)),
          ]
        }),
      "hasCoverage": .flag(!coverage.isEmpty),
      "coverage": .list(
        coverage.map {
          [
            "label": .text($0.name),
            "span": .text(
              words.say(
                .fromTo, words.time($0.from, in: model.zone), words.time($0.until, in: model.zone))
            ),
          ]
        }),
    ]
  }
}
