/// Numbers and texts one after the other, small numbers in few bytes (LEB128, with the sign in the
/// lowest bit).
struct PackedBytes {
  private(set) var bytes: [UInt8] = []

  init() {}

  init(_ numbers: [Int]) { for number in numbers { add(number) } }

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func add(_ number: Int) {
    var rest = UInt(bitPattern: number << 1 ^ number >> (Int.bitWidth - 1))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  mutating func add(_ text: String) {
    add(text.utf8.count)
    bytes += text.utf8
  }

  /// All of them as numbers; nil where they end within one.
  var numbers: [Int]? {
    bytes.withUnsafeBufferPointer { buffer in
      var reader = PackedReader(buffer)
      var all: [Int] = []
      while !reader.isAtEnd {
        guard let number = reader.number() else { return nil }
        all.append(number)
      }
      return all
    }
  }
}

/// Reads what ``PackedBytes`` wrote; nil for what it never writes.
struct PackedReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var i = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  var isAtEnd: Bool { i == bytes.count }

  mutating func number() -> Int? {
    var value: UInt = 0
    var shift: UInt = 0
    while i < bytes.count, shift < 64 {
      let byte = bytes[i]
      i += 1
      value |= UInt(byte & 0x7F) << shift
      if byte < 0x80 { return Int(bitPattern: value >> 1) ^ -Int(bitPattern: value & 1) }
      shift += 7
    }
    return nil
  }

  /// A number within bounds.
  mutating func number(in bounds: Range<Int>) -> Int? {
    number().flatMap { bounds.contains($0) ? $0 : nil }
  }

  mutating func text() -> String? {
    guard let count = number(in: 0..<bytes.count - i + 1) else { return nil }
    defer { i += count }
    return String(
      decoding: UnsafeBufferPointer(rebasing: bytes[i..<(i + count)]), as: UTF8.self)
  }

  /// So many bytes as a number, the most significant first.
  mutating func fixed(_ count: Int) -> UInt64? {
    guard bytes.count - i >= count else { return nil }
    var value: UInt64 = 0
    for k in 0..<count { value = value << 8 | UInt64(bytes[i + k]) }
    i += count
    return value
  }
}

extension PackedBytes {
  mutating func add(fixed value: UInt64, _ count: Int) {
    for k in (0..<count).reversed() { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * k))) }
  }
}
