/// A number for each key of 64 bits: a dictionary without its costs, for keys by the million.
struct NumberTable {
  /// For a key that is not there.
  static let none = UInt32.max

  private var keys: [UInt64] = []
  private var values: [UInt32] = []
  private(set) var count = 0
  /// Of the one key that, kept plus one, would be an empty place.
  private var ofLargest = none

  /// The value of a key; ``none`` takes it out of sight.
  subscript(_ key: UInt64) -> UInt32 {
    get {
      if key == .max { return ofLargest }
      return keys.isEmpty ? NumberTable.none : values[place(key)]
    }
    set {
      if key == .max {
        ofLargest = newValue
        return
      }
      if (count + 1) * 3 > keys.count * 2 { grow() }
      let i = place(key)
      if keys[i] != key &+ 1 {
        keys[i] = key &+ 1
        count += 1
      }
      values[i] = newValue
    }
  }

  /// True where it was not there before.
  mutating func insert(_ key: UInt64) -> Bool {
    if self[key] != NumberTable.none { return false }
    self[key] = 0
    return true
  }

  func contains(_ key: UInt64) -> Bool { self[key] != NumberTable.none }

  /// Where a key is, or would be. Keys are kept plus one, so that 0 is an empty place.
  private func place(_ key: UInt64) -> Int {
    let mask = keys.count - 1
    let hash = key &* 0x9E37_79B9_7F4A_7C15
    var i = Int(truncatingIfNeeded: hash ^ hash >> 32) & mask
    while keys[i] != 0 && keys[i] != key &+ 1 { i = (i + 1) & mask }
    return i
  }

  private mutating func grow() {
    let (oldKeys, oldValues) = (keys, values)
    let size = max(64, keys.count * 2)
    keys = [UInt64](repeating: 0, count: size)
    values = [UInt32](repeating: NumberTable.none, count: size)
    for (key, value) in zip(oldKeys, oldValues) where key != 0 {
      let i = place(key &- 1)
      keys[i] = key
      values[i] = value
    }
  }
}
