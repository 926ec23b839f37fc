import Records

@testable import Intake

/// What came of reading some files.
struct ReadCalls: Equatable {
  var calls: [Call] = []
  var rejects: [Reject] = []
  var books = Books("parse")

  var codes: [String] { rejects.map(\.code) }
}

/// A file's name and content.
struct LogFile {
  var name: String
  var bytes: [UInt8]

  init(_ name: String, _ text: String) {
    self.name = name
    bytes = Array(text.utf8)
  }

  init(_ name: String, rows: [Row]) {
    self.init(name, rows.map { $0.text + "\n" }.joined())
  }
}

func read(
  _ files: [LogFile], format: String = "asterisk-cdr", zone: Zone? = nil, chunk: Int = .max
) -> ReadCalls {
  var result = ReadCalls()
  let output = Output(
    record: { if case .call(let call) = $0 { result.calls.append(call) } },
    reject: { result.rejects.append($0) })
  var options = ReaderOptions()
  options.zone = zone
  guard let format = Format.named(format) else { return result }
  let reader = format.reader(output, options)
  for file in files {
    reader.begin(file.name)
    inChunks(file.bytes, chunk) { reader.feed($0) }
    reader.end()
  }
  reader.finish()
  result.books = output.books
  return result
}

func read(_ rows: [Row], zone: Zone? = nil) -> ReadCalls {
  read([LogFile("Master.csv", rows: rows)], zone: zone)
}

/// A row of Master.csv as the exchange writes it.
struct Row {
  var from = "4085550101"
  var to = "600"
  var context = "from-pstn"
  var caller = "\"ACME\" <4085550101>"
  var channel = "PJSIP/trunk-0000001a"
  var answering = ""
  var application = "Dial"
  var arguments = ""
  /// Seconds after 2024-03-04 09:00:00Z, which is 1709542800.
  var start = 0
  var answer: Int?
  var end = 0
  var disposition = "NO ANSWER"
  var uniqueID = "1709542800.26"
  var linkedID = "1709542800.26"
  var sequence = 1
  /// Of the log's local time.
  var offset = 0
  var columns = 21

  func local(_ seconds: Int) -> String {
    var bytes: [UInt8] = []
    Timestamp(1_709_542_800 + seconds + offset).write(to: &bytes)
    bytes[10] = 0x20
    return String(decoding: bytes.dropLast(), as: UTF8.self)
  }

  var text: String {
    func quoted(_ text: String) -> String {
      let doubled = text.utf8.flatMap { $0 == 0x22 ? [0x22, 0x22] : [$0] }
      return "\"" + String(decoding: doubled, as: UTF8.self) + "\""
    }
    var fields =
      [
        "", from, to, context, caller, channel, answering, application, arguments, local(start),
      ].map(quoted)
    fields.append(answer.map { quoted(local($0)) } ?? "")
    fields.append(quoted(local(end)))
    fields.append("\(end - start)")
    fields.append("\(answer.map { end - $0 } ?? 0)")
    fields += [disposition, "DOCUMENTATION"].map(quoted)
    if [17, 18, 20, 21].contains(columns) { fields.append(quoted(uniqueID)) }
    if [18, 21].contains(columns) { fields.append(quoted("")) }
    if columns >= 19 { fields += [quoted(""), quoted(linkedID), "\(sequence)"] }
    return fields.joined(separator: ",")
  }
}

extension Row {
  /// It rang a telephone and nobody took it.
  static func rang(
    _ telephone: String, _ start: Int, _ end: Int, sequence: Int = 1, _ application: String = "Dial"
  ) -> Row {
    Row(
      answering: "PJSIP/\(telephone)-0000001b", application: application,
      arguments: application == "Queue" ? "support,t,,,300" : "PJSIP/\(telephone),20",
      start: start, end: end, sequence: sequence)
  }

  static func answered(
    _ telephone: String, _ start: Int, at answer: Int, _ end: Int, sequence: Int = 2,
    _ application: String = "Dial"
  ) -> Row {
    Row(
      answering: "PJSIP/\(telephone)-0000001c", application: application,
      arguments: application == "Queue" ? "support,t,,,300" : "PJSIP/\(telephone),20",
      start: start, answer: answer, end: end, disposition: "ANSWERED", sequence: sequence)
  }

  /// A menu, announcement or voicemail box, which answers at once.
  static func menu(
    _ application: String, _ start: Int, _ end: Int, sequence: Int = 3, arguments: String = ""
  ) -> Row {
    Row(
      application: application, arguments: arguments, start: start, answer: start, end: end,
      disposition: "ANSWERED", sequence: sequence)
  }
}

func at(_ seconds: Int) -> Timestamp { Timestamp(1_709_542_800 + seconds) }
