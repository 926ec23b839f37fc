/// When events were, as numbers that only their writer reads: a line of its own beside the events,
/// for who matches some of them apart.
public struct ObservedTimes: Equatable, Sendable {
  public var numbers: [Int]

  public init(numbers: [Int]) { self.numbers = numbers }

  /// Stands for the least number that there is, which has too many digits for a line.
  fileprivate static let least = -999_999_999_999_999

  /// Reads one line, with or without its end.
  init(line: UnsafeBufferPointer<UInt8>) throws(JSONFault) {
    var numbers: [Int] = []
    var scanner = JSONScanner(line)
    try scanner.whole { (key, value) throws(JSONFault) in
      guard key == "numbers" else { return try value.skip() }
      try value.array { (element) throws(JSONFault) in
        let number = try element.int()
        numbers.append(number == ObservedTimes.least ? Int.min : number)
      }
    }
    self.numbers = numbers
  }
}

extension JSONLine {
  /// Writes when events were as one line.
  public mutating func write(_ observed: ObservedTimes) {
    begin()
    add("observed", "events")
    add("v", Line.version)
    key("numbers")
    array { line in for number in observed.numbers { line.add(max(number, ObservedTimes.least)) } }
    end()
  }
}
