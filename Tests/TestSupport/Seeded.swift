/// Random numbers that are the same for the same seed (splitmix64), so that what fails can be
/// tried again.
public struct Seeded: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(_ seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  public mutating func flip(_ outOf: Int = 2) -> Bool {
    Int.random(in: 0..<outOf, using: &self) == 0
  }

  /// At least 0 and less than a limit.
  public mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }

  /// Nothing as often as something.
  public mutating func maybe<Value>(_ make: (inout Seeded) -> Value) -> Value? {
    flip() ? make(&self) : nil
  }

  public mutating func one<Value>(of values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &self)]
  }

  /// Nought to three of something.
  public mutating func some<Value>(_ make: (inout Seeded) -> Value) -> [Value] {
    let count = Int.random(in: 0...3, using: &self)
    return (0..<count).map { _ in make(&self) }
  }
}
