/// Where a table of calls begins and how its columns are parted, told from its first lines.
enum CallTableHead {
  case found(delimiter: UInt8, header: CallHeader, line: Int)
  /// More bytes may tell.
  case open
  case none

  /// A report's title and the like may stand before the header.
  private static let mostLines = 20
  static let mostBytes = 64 << 10

  /// - Parameter isWhole: nothing follows these bytes.
  static func find(
    _ dialect: CallDialect, _ bytes: UnsafeRawBufferPointer, isWhole: Bool
  ) -> CallTableHead {
    var bytes = UnsafeRawBufferPointer(rebasing: bytes.prefix(mostBytes))
    let isWhole = isWhole || bytes.count == mostBytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      bytes = UnsafeRawBufferPointer(rebasing: bytes[3...])
    }
    var start = 0
    for number in 1...mostLines where start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A)
      if end == nil && !isWhole { return .open }
      let line = UnsafeRawBufferPointer(rebasing: bytes[start..<(end ?? bytes.count)])
      for delimiter in dialect.delimiter.map({ [$0] }) ?? [0x2C, 0x3B, 0x09]
      where line.contains(delimiter) {
        var header: CallHeader?
        var splitter = CSVSplitter(delimiter: delimiter)
        splitter.feed(line) { _ in }
        splitter.finish {
          header =
            header
            ?? (dialect.positions == nil
              ? dialect.header($0) : CallTableReader.header(of: $0, dialect))
        }
        if let header { return .found(delimiter: delimiter, header: header, line: number) }
      }
      start = (end ?? bytes.count) + 1
    }
    return start < bytes.count || isWhole ? .none : .open
  }

  static func likeness(_ dialect: CallDialect, _ head: Head) -> Int {
    var isAlike = false
    let isWhole = head.bytes.count < mostBytes
    head.bytes.withUnsafeBytes { bytes in
      var decoder = CallTableText()
      let text = (decoder.decode(bytes) ?? Array(bytes)) + decoder.rest()
      text.withUnsafeBytes { text in
        if dialect.positions != nil {
          isAlike = [0x2C, 0x3B, 0x09].contains {
            text.contains($0) && hasRows(dialect, text, delimiter: $0, isWhole: isWhole)
          }
        } else if case .found = find(dialect, text, isWhole: isWhole) {
          isAlike = true
        }
      }
    }
    return isAlike ? 96 : 0
  }

  /// Most of the first rows have what they should where they should.
  private static func hasRows(
    _ dialect: CallDialect, _ bytes: UnsafeRawBufferPointer, delimiter: UInt8, isWhole: Bool
  ) -> Bool {
    var seen = 0
    var alike = 0
    func take(_ row: CSVRow) {
      guard seen < 20, !row.isEmpty else { return }
      seen += 1
      if CallTableReader.header(of: row, dialect) != nil { alike += 1 }
    }
    var splitter = CSVSplitter(delimiter: delimiter)
    splitter.feed(bytes) { take($0) }
    if isWhole || seen == 0 { splitter.finish { take($0) } }
    return alike * 2 > seen
  }
}
