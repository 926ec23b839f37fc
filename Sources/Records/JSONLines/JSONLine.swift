/// Writes one JSON object as one line, keys in the order in which they are added.
///
/// The text is UTF-8. What is absent is left out. Besides what RFC 8259 demands, DEL, the C1
/// controls and the characters that some programs take for line ends (U+2028, U+2029) are escaped,
/// so that one object is one line to everybody and moves no terminal's cursor.
public struct JSONLine: ~Copyable {
  private var start: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var count = 0
  private var needsComma = false

  public init() {
    capacity = 4096
    start = .allocate(capacity: capacity)
  }

  deinit { start.deallocate() }

  /// The bytes so far; a line end closes them after ``end()``.
  public var bytes: [UInt8] { withBytes { Array($0) } }

  /// Lends the bytes so far.
  public borrowing func withBytes<R>(_ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    body(UnsafeBufferPointer(start: start, count: count))
  }

  /// Lends the bytes so far and forgets them, where one line is a whole document; more may follow.
  public mutating func drain(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    withBytes(body)
    count = 0
  }

  /// How many bytes wait for ``drain(_:)``.
  public var pending: Int { count }

  /// Starts a new line, keeping the memory of the last one.
  public mutating func begin() {
    count = 0
    put(0x7B)
    needsComma = false
  }

  /// Closes the object and the line.
  public mutating func end() {
    put(0x7D)
    put(0x0A)
  }

  // MARK: Bytes

  /// Makes room for so many further bytes.
  private mutating func room(_ more: Int) {
    if capacity - count < more { grow(more) }
  }

  @inline(never)
  private mutating func grow(_ more: Int) {
    capacity = max(2 * capacity, count + more)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: start, count: count)
    start.deallocate()
    start = larger
  }

  private mutating func put(_ byte: UInt8) {
    room(1)
    start[count] = byte
    count += 1
  }

  private mutating func put(_ text: StaticString) {
    let size = text.utf8CodeUnitCount
    room(size)
    (start + count).update(from: text.utf8Start, count: size)
    count += size
  }

  // MARK: Values

  public mutating func key(_ key: StaticString) {
    let size = key.utf8CodeUnitCount
    room(size + 4)
    var end = start + count
    if needsComma {
      end[0] = 0x2C
      end += 1
    }
    end[0] = 0x22
    end += 1
    end.update(from: key.utf8Start, count: size)
    end += size
    end[0] = 0x22
    end[1] = 0x3A
    count = start.distance(to: end) + 2
    needsComma = false
  }

  /// A key that is data, such as a reason in the books.
  public mutating func key(data key: String) {
    comma()
    string(key)
    put(0x3A)
    needsComma = false
  }

  public mutating func add(_ key: StaticString, _ value: String?) {
    guard let value else { return }
    self.key(key)
    add(value)
  }

  public mutating func add(_ key: StaticString, _ value: Int?) {
    guard let value else { return }
    self.key(key)
    add(value)
  }

  public mutating func add(_ key: StaticString, _ value: Bool?) {
    guard let value else { return }
    self.key(key)
    add(value)
  }

  public mutating func add(_ key: StaticString, _ value: Timestamp?) {
    guard let value else { return }
    self.key(key)
    add(value)
  }

  /// A list of strings; an empty one is left out.
  public mutating func add(_ key: StaticString, _ values: [String]) {
    guard !values.isEmpty else { return }
    self.key(key)
    array { line in
      for value in values { line.add(value) }
    }
  }

  public mutating func add(_ value: String) {
    comma()
    string(value)
  }

  public mutating func add(_ value: Int) {
    comma()
    integer(value)
  }

  public mutating func add(_ value: Bool) {
    comma()
    put(value ? "true" : "false")
  }

  public mutating func add(_ value: Timestamp) {
    comma()
    put(0x22)
    room(Timestamp.writtenSize)
    value.fill(start + count)
    count += Timestamp.writtenSize
    put(0x22)
  }

  /// A number with a fraction, written as the shortest text that reads back the same.
  ///
  /// JSON has no infinity and no NaN: those are a defect of the caller.
  public mutating func add(_ value: Double) {
    precondition(value.isFinite, "JSON has no number for \(value)")
    comma()
    for byte in "\(value)".utf8 { put(byte) }
  }

  public mutating func object(_ body: (inout JSONLine) -> Void) {
    beginObject()
    body(&self)
    endObject()
  }

  public mutating func array(_ body: (inout JSONLine) -> Void) {
    beginArray()
    body(&self)
    endArray()
  }

  /// Begins an object as a value; ``endObject()`` ends it.
  public mutating func beginObject() {
    comma()
    put(0x7B)
    needsComma = false
  }

  public mutating func endObject() {
    put(0x7D)
    needsComma = true
  }

  /// Begins a list as a value; ``endArray()`` ends it.
  public mutating func beginArray() {
    comma()
    put(0x5B)
    needsComma = false
  }

  public mutating func endArray() {
    put(0x5D)
    needsComma = true
  }

  private mutating func comma() {
    if needsComma { put(0x2C) }
    needsComma = true
  }

  private mutating func integer(_ value: Int) {
    if value < 0 { put(0x2D) }
    var rest = value.magnitude
    var digits = 1
    var bound: UInt = 10
    while rest >= bound, digits < 19 {
      digits += 1
      bound *= 10
    }
    // 2^63 has 19 digits.
    room(digits)
    var i = count + digits
    count = i
    for _ in 0..<digits {
      i -= 1
      start[i] = 0x30 + UInt8(rest % 10)
      rest /= 10
    }
  }

  private mutating func string(_ value: String) {
    // Without a copy, whose reference would be counted.
    if value.utf8.withContiguousStorageIfAvailable({ string(utf8: $0) }) == nil {
      var copy = value
      copy.withUTF8 { string(utf8: $0) }
    }
  }

  /// Adds a string from bytes that are valid UTF-8.
  public mutating func add(utf8 text: UnsafeBufferPointer<UInt8>) {
    comma()
    string(utf8: text)
  }

  public mutating func add(_ key: StaticString, utf8 text: UnsafeBufferPointer<UInt8>) {
    self.key(key)
    needsComma = true
    string(utf8: text)
  }

  // MARK: Strings

  /// Copies and looks at 16 bytes at a time.
  private mutating func string(utf8 text: UnsafeBufferPointer<UInt8>) {
    guard let base = text.baseAddress else { return put("\"\"") }
    let size = text.count
    let source = UnsafeRawPointer(base)
    // Both quotes; an escape makes room for what it takes more.
    room(size + 2)
    start[count] = 0x22
    count += 1
    var i = 0
    while true {
      var target = start + count
      while i + 16 <= size {
        let block = source.loadUnaligned(fromByteOffset: i, as: SIMD16<UInt8>.self)
        UnsafeMutableRawPointer(target).storeBytes(of: block, as: SIMD16<UInt8>.self)
        let hits = JSONLine.marks(block)
        if hits[0] | hits[1] != 0 {
          let length =
            hits[0] != 0
            ? hits[0].trailingZeroBitCount / 8 : 8 + hits[1].trailingZeroBitCount / 8
          i += length
          target += length
          break
        }
        i += 16
        target += 16
      }
      while i < size, JSONLine.isPlain(base[i]) {
        target[0] = base[i]
        i += 1
        target += 1
      }
      count = start.distance(to: target)
      if i >= size { break }
      room(size - i + 8)
      // The end of a line is by far the most frequent.
      if base[i] == 0x0A {
        start[count] = 0x5C
        start[count + 1] = 0x6E
        count += 2
        i += 1
        continue
      }
      let width = JSONLine.escapedWidth(text, i)
      if width > 0 {
        escape(base[i + width - 1], width)
        i += width
      } else {
        start[count] = base[i]
        count += 1
        i += 1
      }
    }
    start[count] = 0x22
    count += 1
  }

  /// A byte that is not 0 wherever a byte stands that is escaped or begins what may be.
  ///
  /// Only `==` of whole vectors is fast in every compiler that was tried.
  @inline(__always)
  private static func marks(_ block: SIMD16<UInt8>) -> SIMD2<UInt64> {
    func all(_ byte: UInt8) -> SIMD16<UInt8> { SIMD16(repeating: byte) }
    func bits(_ mask: SIMDMask<SIMD16<Int8>>) -> SIMD16<UInt8> {
      unsafeBitCast(mask, to: SIMD16<UInt8>.self)
    }
    let ascii =
      bits((block & all(0xE0)) .== all(0)) | bits(block .== all(0x22))
      | bits(block .== all(0x5C)) | bits(block .== all(0x7F))
    return unsafeBitCast(
      ascii | bits(block .== all(0xC2)) | bits(block .== all(0xE2)), to: SIMD2<UInt64>.self)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != 0x22 && byte != 0x5C && byte != 0x7F && byte != 0xC2 && byte != 0xE2
  }

  /// The length in UTF-8 of the character there if it is escaped, else 0.
  private static func escapedWidth(_ text: UnsafeBufferPointer<UInt8>, _ i: Int) -> Int {
    switch text[i] {
    // C1 controls, which a terminal obeys.
    case 0xC2: i + 1 < text.count && (0x80...0x9F).contains(text[i + 1]) ? 2 : 0
    case 0xE2:
      i + 2 < text.count && text[i + 1] == 0x80 && (text[i + 2] == 0xA8 || text[i + 2] == 0xA9)
        ? 3 : 0
    default: 1
    }
  }

  /// Writes the escape of a character by the last byte and the length of its UTF-8.
  private mutating func escape(_ last: UInt8, _ width: Int) {
    switch (last, width) {
    case (0x0A, 1): put("\\n")
    case (0x22, 1): put("\\\"")
    case (0x5C, 1): put("\\\\")
    case (0x0D, 1): put("\\r")
    case (0x09, 1): put("\\t")
    case (0xA8, 3): put("\\u2028")
    case (_, 3): put("\\u2029")
    default:
      // A C1 control's code point is the second byte of its UTF-8.
      put("\\u00")
      for digit in [last >> 4, last & 15] { put(digit < 10 ? 0x30 + digit : 0x57 + digit) }
    }
  }
}
