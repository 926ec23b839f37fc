/// SplitMix64 (Steele, Lea, Flood 2014): small, quick, and the same everywhere.
///
/// Each story has a stream of its own, so that what one story draws does not change the next.
struct Random: Sendable {
  private var state: UInt64

  init(seed: UInt64, stream: UInt64 = 0) {
    // Mixed, since neighbouring seeds would give the same numbers one place apart.
    state = Random.mixed(Random.mixed(seed) ^ stream &* 0xD1B5_4A32_D192_ED03)
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Random.mixed(state)
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func int(_ range: ClosedRange<Int>) -> Int {
    let width = UInt64(range.upperBound - range.lowerBound + 1)
    return range.lowerBound + Int(next() % width)
  }

  /// At least 0, less than 1.
  mutating func fraction() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

  mutating func chance(_ probability: Double) -> Bool { fraction() < probability }

  mutating func pick<T>(_ values: [T]) -> T {
    precondition(!values.isEmpty, "nothing to pick from")
    return values[int(0...values.count - 1)]
  }

  mutating func shuffle<T>(_ values: inout [T]) {
    guard values.count > 1 else { return }
    for i in stride(from: values.count - 1, to: 0, by: -1) { values.swapAt(i, int(0...i)) }
  }
}

extension Random {
  /// A stream of its own for each number.
  func stream(_ number: Int) -> Random {
    Random(seed: state, stream: UInt64(number))
  }
}
