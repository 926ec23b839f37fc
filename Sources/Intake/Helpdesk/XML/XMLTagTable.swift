import Glibc
import Records

/// The names of elements seen so far, and start tags as they are written, so that one that
/// comes again is known by a look at its bytes.
struct XMLTagTable {
  /// What a start tag is.
  struct Tag {
    /// Among the names.
    var name: Int32
    /// In the shape, -1 for others.
    var id: Int32
    var hasAttributes: Bool
    var isEmpty: Bool
    /// It begins a record, so that its place is kept.
    var isRecord: Bool
  }

  static let longest = 64
  private static let slots = 256
  private static let mostNames = 4096
  /// Names that hash alike are looked for so far, and no farther.
  private static let longestProbe = 16

  private struct Slot {
    var length: Int32 = 0
    var tag = Tag(name: -1, id: -1, hasAttributes: false, isEmpty: false, isRecord: false)
  }

  private struct Name {
    var start: Int
    var length: Int
    var id: Int32
    var isRecord: Bool
  }

  private let shape: XMLShape
  private var written = [UInt8](repeating: 0, count: slots * longest)
  private var found = [Slot](repeating: Slot(), count: slots)
  private var nameBytes: [UInt8] = []
  private var names: [Name] = []
  /// By hash, numbers of names.
  private var places = [Int32](repeating: -1, count: mostNames * 4)

  init(_ shape: XMLShape) { self.shape = shape }

  func name(_ number: Int32) -> [UInt8] {
    let name = names[Int(number)]
    return Array(nameBytes[name.start..<(name.start + name.length)])
  }

  /// The length of a name where it stands at some bytes, else 0.
  @inline(__always)
  func length(of number: Int32, at bytes: UnsafePointer<UInt8>, within count: Int) -> Int {
    let name = names[Int(number)]
    guard name.length <= count else { return 0 }
    return nameBytes.withUnsafeBufferPointer { all in
      guard let base = all.baseAddress else { return 0 }
      return memcmp(base + name.start, bytes, name.length) == 0 ? name.length : 0
    }
  }

  /// Knows a start tag again, from its `<` to its `>`.
  @inline(__always)
  func known(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> Tag? {
    guard length <= XMLTagTable.longest else { return nil }
    let slot = XMLTagTable.hash(bytes, length) >> 56
    let entry = found[Int(slot)]
    guard Int(entry.length) == length else { return nil }
    let isSame = written.withUnsafeBufferPointer { all in
      guard let base = all.baseAddress else { return false }
      return memcmp(base + Int(slot) * XMLTagTable.longest, bytes, length) == 0
    }
    return isSame ? entry.tag : nil
  }

  mutating func remember(_ tag: Tag, _ bytes: UnsafePointer<UInt8>, _ length: Int) {
    guard length <= XMLTagTable.longest else { return }
    let slot = Int(XMLTagTable.hash(bytes, length) >> 56)
    found[slot] = Slot(length: Int32(length), tag: tag)
    for i in 0..<length { written[slot * XMLTagTable.longest + i] = bytes[i] }
  }

  /// The number of a name, which is made where it is new; nil where there are too many.
  mutating func intern(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> Int32? {
    var place = Int(XMLTagTable.hash(bytes, length) >> 50)
    for _ in 0..<XMLTagTable.longestProbe {
      let number = places[place]
      if number < 0 {
        guard names.count < XMLTagTable.mostNames else { return nil }
        let text = UnsafeBufferPointer(start: bytes, count: length)
        let id = shape.names[Exact(String(decoding: text, as: UTF8.self))] ?? -1
        let kind = id < 0 ? -1 : shape.kindOfName[id]
        let isRecord = kind >= 0 && !shape.kinds[kind].isHeadOnly
        places[place] = Int32(names.count)
        names.append(
          Name(start: nameBytes.count, length: length, id: Int32(id), isRecord: isRecord))
        nameBytes.append(contentsOf: text)
        return Int32(names.count - 1)
      }
      if names[Int(number)].length == length
        && self.length(of: number, at: bytes, within: length) == length
      {
        return number
      }
      place = (place + 1) & (places.count - 1)
    }
    return nil
  }

  /// A tag of a name.
  func tag(_ number: Int32, hasAttributes: Bool, isEmpty: Bool) -> Tag {
    let name = names[Int(number)]
    return Tag(
      name: number, id: name.id, hasAttributes: hasAttributes, isEmpty: isEmpty,
      isRecord: name.isRecord)
  }

  /// Of the first and the last eight bytes and the length: 64 bits of which the first are good.
  @inline(__always)
  private static func hash(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> UInt64 {
    let raw = UnsafeRawPointer(bytes)
    var first: UInt64 = 0
    var last: UInt64 = 0
    if length >= 8 {
      first = raw.loadUnaligned(as: UInt64.self)
      last = raw.loadUnaligned(fromByteOffset: length - 8, as: UInt64.self)
    } else {
      for i in 0..<length { first = first << 8 | UInt64(bytes[i]) }
    }
    let mixed = (first &* 0x9E37_79B9_7F4A_7C15) ^ (last &* 0xC2B2_AE3D_27D4_EB4F) &+ UInt64(length)
    return (mixed ^ mixed >> 29) &* 0xBF58_476D_1CE4_E5B9
  }
}
