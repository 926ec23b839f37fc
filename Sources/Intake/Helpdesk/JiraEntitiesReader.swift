import Records

/// Reads Jira's backups, and joins the rows of each when it is over.
///
/// A row takes a few hundred bytes and its text. Beyond four million rows of issues, comments
/// and changes, the rest is rejected; beyond 256 MiB of texts, rows are held without them. A
/// backup so needs some 2 GB at most.
final class JiraEntitiesReader: Reader, XMLRecords.Sink {
  static let mostRows = 4_000_000
  static let mostText = 256 << 20

  private let dialect = HelpdeskDialect.jiraEntities
  private let output: Output
  private let writer: HelpdeskOutput
  private let options: ReaderOptions
  private let mostRows: Int
  private let mostText: Int
  private var source = ""
  private var records: XMLRecords?
  private var account = Books.Account(source: "", format: "", unit: "element")
  private var rows = JiraRows()
  private var held = 0
  private var heldText = 0
  /// Of all files, since backups of two days hold the same issues.
  private var seen: Set<Exact> = []

  init(
    _ output: Output, _ options: ReaderOptions, mostRows: Int = mostRows, mostText: Int = mostText
  ) {
    self.output = output
    self.options = options
    writer = HelpdeskOutput(dialect: dialect, output: output, options: options)
    self.mostRows = mostRows
    self.mostText = mostText
  }

  func begin(_ source: String) {
    self.source = source
    account = Books.Account(source: source, format: dialect.name, unit: "element")
    output.account(source, format: dialect.name, unit: "element") { _ in }
    rows = JiraRows()
    held = 0
    heldText = 0
    records = XMLRecords(dialect.shape, source: source, sink: self)
  }

  func feed(_ bytes: UnsafeRawBufferPointer) { records?.feed(bytes) }

  func end() {
    records?.finish()
    records = nil
    join()
    rows = JiraRows()
    writer.book(account)
  }

  func finish() {}

  func broken(_ record: XMLRecord, code: String, detail: String) {
    reject(code, detail, record.place)
  }

  func rejected(_ reject: Reject) { self.reject(reject.code, reject.detail, reject.place) }

  // MARK: Rows

  func ended(_ record: XMLRecord) {
    var record = record
    switch JiraEntities.allCases[record.kind] {
    case .issue: issue(&record)
    case .action: action(&record)
    case .group:
      guard let id = record.number("@id"), let issue = record.number("@issue") else {
        return reject("missing-id", "a change without an id or issue", record.place)
      }
      guard hold(record) else { return }
      use()
      let at = record.localTime("@created", in: options.zone)
      rows.groups[id] = JiraRows.Group(
        issue: issue, author: record.id("@author"), at: at, defects: record.defects)
    case .item: item(&record)
    case .user:
      let name = record.id("@lowerUserName") ?? record.id("@userName")
      guard let name else {
        return reject("missing-id", "a user without a name", record.place)
      }
      use()
      rows.users[Exact(HelpdeskWords.lowercased(name.text))] = Party(
        name: record.short("@displayName"), address: record.short("@emailAddress"))
    case .login:
      guard let key = record.id("@userKey"), let name = record.id("@lowerUserName") else {
        return reject("missing-id", "a user without a key or name", record.place)
      }
      use()
      rows.logins[key] = name
    case .status, .priority, .project: named(&record)
    case .property:
      guard record.id("@propertyKey")?.text == "sd.public.comment",
        let comment = record.number("@entityId")
      else { return exclude("other-property") }
      use()
      let value = (record["@value"] ?? record["value"] ?? []).filter { $0 > 0x20 }
      if value.firstRange(of: Array(#""internal":true"#.utf8)) != nil {
        rows.internals.insert(comment)
      }
    }
  }

  private func named(_ record: inout XMLRecord) {
    guard let id = record.id("@id")?.text else {
      return reject("missing-id", "a row without an id", record.place)
    }
    use()
    let name = record.short("@name")
    switch JiraEntities.allCases[record.kind] {
    case .status:
      rows.statuses[id] = name.map {
        JiraRows.status($0, category: record.number("@statuscategory"))
      }
    case .priority: rows.priorities[id] = name
    default: rows.projects[id] = (record.id("@key")?.text, name)
    }
  }

  private func issue(_ record: inout XMLRecord) {
    guard let id = record.number("@id") else {
      return reject("missing-id", "an issue without an id", record.place)
    }
    guard let opened = record.localTime("@created", in: options.zone) else {
      return reject("bad-timestamp", "created is no time", record.place)
    }
    guard hold(record) else { return }
    let resolved = record.localTime("@resolutiondate", in: options.zone)
    let subject = record.short("@summary") ?? record.short("summary")
    let text = self.text(&record, "@description", "description")
    rows.issues.append(
      JiraRows.Issue(
        id: id, key: record.id("@key")?.text, number: record.id("@number")?.text,
        project: record.id("@project")?.text, reporter: record.id("@reporter"),
        assignee: record.id("@assignee"), priority: record.id("@priority")?.text,
        status: record.id("@status")?.text, opened: opened, resolved: resolved, subject: subject,
        text: text, place: record.place, defects: record.defects))
  }

  private func action(_ record: inout XMLRecord) {
    guard record.id("@type")?.text == "comment" else { return exclude("no-comment") }
    guard let id = record.number("@id"), let issue = record.number("@issue") else {
      return reject("missing-id", "a comment without an id or issue", record.place)
    }
    guard hold(record) else { return }
    let at = record.localTime("@created", in: options.zone)
    let text = self.text(&record, "@body", "body")
    rows.remarks.append(
      JiraRows.Remark(
        issue: issue, id: id, author: record.id("@author"), at: at,
        isPublic: record["@rolelevel"] == nil && record["@level"] == nil, text: text,
        place: record.place, defects: record.defects))
  }

  private func item(_ record: inout XMLRecord) {
    guard record.id("@field")?.text == "status" else { return exclude("other-change") }
    guard let id = record.number("@id"), let group = record.number("@group") else {
      return reject("missing-id", "a change without an id or group", record.place)
    }
    guard hold(record) else { return }
    rows.items.append(
      JiraRows.Item(
        id: id, group: group, from: record.id("@oldvalue")?.text,
        fromName: record.short("@oldstring"), to: record.id("@newvalue")?.text,
        toName: record.short("@newstring"), place: record.place))
  }

  private func hold(_ record: XMLRecord) -> Bool {
    guard held < mostRows else {
      reject("too-many-rows", "more than \(mostRows) rows", record.place)
      return false
    }
    held += 1
    return true
  }

  private func text(_ record: inout XMLRecord, _ attribute: String, _ element: String) -> String {
    let text = record[attribute] == nil ? record.body(element) : record.body(attribute)
    if heldText + text.utf8.count > mostText {
      record.add(defect: "text-dropped")
      return ""
    }
    heldText += text.utf8.count
    return text
  }

  // MARK: Joining

  private func join() {
    let known = Set(rows.issues.map(\.id))
    var remarks: [Int: [Int]] = [:]
    for (i, remark) in rows.remarks.enumerated() {
      if known.contains(remark.issue) {
        remarks[remark.issue, default: []].append(i)
      } else {
        reject("orphan", "a comment without its issue", remark.place)
      }
    }
    var items: [Int: [Int]] = [:]
    for (i, item) in rows.items.enumerated() {
      if let issue = rows.groups[item.group]?.issue, known.contains(issue) {
        items[issue, default: []].append(i)
      } else {
        reject("orphan", "a change without its issue", item.place)
      }
    }
    for issue in rows.issues {
      let inside = (items.removeValue(forKey: issue.id) ?? []).map { rows.items[$0] }
      let comments = (remarks.removeValue(forKey: issue.id) ?? []).map {
        rows.comment(rows.remarks[$0])
      }
      guard seen.insert(Exact("\(issue.id) \(issue.opened.seconds)")).inserted else {
        account.read += 1 + inside.count + comments.count
        account.exclude("duplicate", 1 + inside.count + comments.count)
        continue
      }
      var changes: [HelpdeskTicket.Change] = []
      for item in inside {
        if let change = rows.change(item) {
          use()
          changes.append(change)
        } else {
          reject("bad-timestamp", "a change without a time or state", item.place)
        }
      }
      var draft = rows.draft(of: issue, changes: changes)
      writer.emit(
        &draft, comments: comments, directory: HelpdeskDirectory(), account: &account)
    }
  }

  private func use() {
    account.read += 1
    account.used += 1
  }

  private func exclude(_ reason: String) {
    account.read += 1
    account.exclude(reason)
  }

  private func reject(_ code: String, _ detail: String, _ place: Place) {
    account.read += 1
    account.reject(code)
    output.reject(Reject(code, detail, at: place))
  }
}
