/// Memory for the bytes that are made while one message is read: given out piece by piece, never
/// moved, and taken back all at once.
final class ByteArena {
  private static let blockSize = 64 << 10
  /// What is kept from message to message.
  private static let maxKept = 1 << 20

  @exclusivity(unchecked) private var block: UnsafeMutablePointer<UInt8>
  @exclusivity(unchecked) private var capacity: Int
  @exclusivity(unchecked) private var used = 0
  /// Blocks that are full.
  @exclusivity(unchecked) private var full: [UnsafeMutablePointer<UInt8>] = []

  init() {
    capacity = ByteArena.blockSize
    block = .allocate(capacity: capacity)
  }

  deinit {
    reset()
    block.deallocate()
  }

  /// Takes everything back: all views of it are invalid from here on.
  func reset() {
    used = 0
    guard !full.isEmpty || capacity > ByteArena.maxKept else { return }
    for old in full { old.deallocate() }
    full.removeAll()
    guard capacity > ByteArena.maxKept else { return }
    block.deallocate()
    capacity = ByteArena.blockSize
    block = .allocate(capacity: capacity)
  }

  /// Room for so many bytes, which the caller fills.
  func take(_ count: Int) -> UnsafeMutablePointer<UInt8> {
    if capacity - used < count {
      full.append(block)
      capacity = max(ByteArena.blockSize, count)
      block = .allocate(capacity: capacity)
      used = 0
    }
    used += count
    return block + (used - count)
  }

  func copy(_ bytes: ByteView) -> ByteView {
    let target = take(bytes.count)
    target.update(from: bytes.base, count: bytes.count)
    return ByteView(base: target, count: bytes.count)
  }

  func copy(_ bytes: [UInt8]) -> ByteView { bytes.withView { copy($0) } }

  /// The bytes as well-formed UTF-8: themselves, or a copy in which what is none is U+FFFD.
  func utf8(_ bytes: ByteView) -> ByteView {
    UTF8Text.isValid(bytes) ? bytes : copy(Array(bytes.string.utf8))
  }

  /// A copy without LF and CR.
  func joined(_ lines: ByteView) -> ByteView {
    let target = take(lines.count)
    var count = 0
    var i = 0
    while i < lines.count {
      let end = lines.lineEnd(from: i)
      var line = lines[i..<end]
      i = end + 1
      while line.count > 0, line[line.count - 1] == 0x0D { line = line.upTo(line.count - 1) }
      if line.contains(0x0D) { line = filtered(line) { $0 != 0x0D } }
      (target + count).update(from: line.base, count: line.count)
      count += line.count
    }
    return ByteView(base: target, count: count)
  }

  /// A copy without some of the bytes.
  func filtered(_ bytes: ByteView, _ isKept: (UInt8) -> Bool) -> ByteView {
    let target = take(bytes.count)
    var count = 0
    for byte in bytes.buffer where isKept(byte) {
      target[count] = byte
      count += 1
    }
    return ByteView(base: target, count: count)
  }
}
