/// One row of a CSV, borrowed from the splitter: valid only during the call that passes it.
struct CSVRow {
  /// Why a piece of the file is no row.
  enum Fault {
    /// It ends within quotes.
    case truncated
    /// It does not end within ``CSVSplitter/rowLimit`` bytes.
    case tooLong
  }

  /// Where a field lies in the row's bytes.
  struct Field {
    var start: Int32
    var end: Int32
    /// The bytes are the value; otherwise they are quoted, with quotes to undo.
    var isPlain: Bool
  }

  /// Without the line end; empty where the row is too long.
  let bytes: UnsafeRawBufferPointer
  /// Empty where there is a fault.
  let fields: UnsafeBufferPointer<Field>
  /// Bytes from the start of the file.
  let offset: Int
  /// The number of its first line, from 1.
  let line: Int
  /// How many lines it spans.
  let lines: Int
  let fault: Fault?
  /// The file ends with it, and without a line end: it may have been cut off.
  var isUnended = false

  static var noFields: UnsafeBufferPointer<Field> { UnsafeBufferPointer(start: nil, count: 0) }

  /// A line without a byte, which is no row.
  var isEmpty: Bool { bytes.isEmpty && fault == nil }

  /// Passes a field's value; a field beyond the row's end, or below 0, is empty.
  func with<R>(_ i: Int, _ body: (UnsafeRawBufferPointer) -> R) -> R {
    guard fields.indices.contains(i) else {
      return body(UnsafeRawBufferPointer(start: nil, count: 0))
    }
    let field = fields[i]
    let raw = UnsafeRawBufferPointer(rebasing: bytes[Int(field.start)..<Int(field.end)])
    return field.isPlain ? body(raw) : CSVRow.unquoted(raw).withUnsafeBytes(body)
  }

  /// A field's text.
  ///
  /// What is not UTF-8 is read as Latin-1, so that no byte is lost.
  func text(_ i: Int) -> String { with(i, CSVRow.text) }

  static func text(_ bytes: ByteView) -> String { text(UnsafeRawBufferPointer(bytes.buffer)) }

  static func text(_ bytes: UnsafeRawBufferPointer) -> String {
    // Most fields are ASCII, and validating costs several times as much as looking.
    if !bytes.contains(where: { $0 >= 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    var text = ""
    for byte in bytes { text.unicodeScalars.append(Unicode.Scalar(byte)) }
    return text
  }

  /// The value of a field that begins with a quote: doubled quotes stand for one, and what
  /// follows the closing quote belongs to the value as it is.
  private static func unquoted(_ raw: UnsafeRawBufferPointer) -> [UInt8] {
    var value: [UInt8] = []
    value.reserveCapacity(raw.count)
    var isQuoted = true
    var i = 1
    while i < raw.count {
      if isQuoted && raw[i] == 0x22 {
        if i + 1 < raw.count && raw[i + 1] == 0x22 {
          value.append(0x22)
          i += 1
        } else {
          isQuoted = false
        }
      } else {
        value.append(raw[i])
      }
      i += 1
    }
    return value
  }
}
