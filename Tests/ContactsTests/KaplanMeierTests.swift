import Contacts
import Foundation
import Testing

@Suite struct KaplanMeierTests {
  private static func curve(_ durations: [(Int, Bool)]) -> KaplanMeier {
    KaplanMeier(durations.map { KaplanMeier.Duration($0.0, observed: $0.1) })
  }

  @Test func theUnansweredCountAndRaiseTheMedian() {
    // Four answered after 1, 2, 3 and 4 h; four never, watched for 10 h. By hand:
    // 7/8, 6/8, 5/8, 4/8, so half were answered within 4 h, and nine in ten not yet.
    let hours =
      [1, 2, 3, 4].map { ($0 * 3600, true) } + Array(repeating: (36_000, false), count: 4)
    let curve = Self.curve(hours)
    #expect(curve.steps.map(\.waiting) == [0.875, 0.75, 0.625, 0.5])
    #expect(curve.median.seconds == 4 * 3600)
    #expect(curve.p90.seconds == nil)
    #expect(curve.longest == 36_000)
    #expect(curve.count == 8)
    #expect(curve.events == 4)
  }

  @Test func eventsComeBeforeCensoringsAtTheSameTime() {
    #expect(Self.curve([(5, false), (5, true)]).steps.map(\.atRisk) == [2])
    #expect(Self.curve([(5, true), (5, false)]).median.seconds == 5)
  }

  @Test func nothingAtAllHasNoCurve() {
    let curve = Self.curve([])
    #expect(curve.steps.isEmpty)
    #expect(curve.longest == nil)
    #expect(curve.median.seconds == nil)
  }

  @Test func allCensoredIsNotReached() {
    let curve = Self.curve([(3, false), (9, false)])
    #expect(curve.median.seconds == nil)
    #expect(curve.longest == 9)
  }

  @Test func aNegativeWaitCountsAsNone() {
    #expect(Self.curve([(-4, true)]).median.seconds == 0)
  }

  /// 3/4 · 2/3 is a half, although binary fractions say 0.5000000000000001 for some such products.
  @Test(arguments: 2...400)
  func aHalfByRoundingIsAHalf(_ pairs: Int) {
    let durations = (1...(2 * pairs)).map { ($0, true) }
    #expect(Self.curve(durations).median.seconds == pairs)
  }

  @Test(arguments: KaplanMeierFixture.all.indices)
  func theNumbersAreThoseOfLifelines(_ index: Int) {
    let fixture = KaplanMeierFixture.all[index]
    let curve = Self.curve(fixture.durations.map { ($0.seconds, $0.observed) })
    #expect(curve.steps.map(\.seconds) == fixture.steps.map(\.seconds))
    for (ours, theirs) in zip(curve.steps, fixture.steps) {
      #expect(abs(ours.waiting - theirs.waiting) < 1e-9)
      #expect(abs(ours.low - theirs.low) < 1e-9)
      #expect(abs(ours.high - theirs.high) < 1e-9)
    }
    let quantiles = [curve.median, curve.p90].map { [$0.seconds, $0.low, $0.high] }
    #expect(quantiles == fixture.quantiles)
  }

  /// A thousand random cases with ties against lifelines itself, where it is installed.
  @Test func lifelinesAgreesOnRandomCases() throws {
    var random = SystemRandomNumberGenerator()
    let seed = UInt64.random(in: 1...UInt64(Int.max), using: &random)
    var state = seed
    func next(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    var cases: [[(Int, Bool)]] = []
    for _ in 0..<1000 {
      let (count, span, share) = (1 + next(50), 1 + next(80), next(101))
      cases.append((0..<count).map { _ in (next(span), next(100) < share) })
    }
    let text = cases.map { durations in
      durations.map { "\($0.0):\($0.1 ? 1 : 0)" }.joined(separator: " ")
    }.joined(separator: "\n")
    guard let answer = try Self.python(Self.lifelines, input: text) else {
      print("skipped: python3 with lifelines is not here")
      return
    }
    let lines = answer.split(separator: "\n", omittingEmptySubsequences: false)
    try #require(lines.count >= cases.count, "seed \(seed)")
    for (durations, line) in zip(cases, lines) {
      let curve = Self.curve(durations)
      let numbers = line.split(separator: " ").compactMap { Double($0) }
      let steps = numbers.dropFirst(6)
      var worst = abs(Double(steps.count / 4 - curve.steps.count))
      for (i, step) in curve.steps.enumerated() where steps.count >= 4 * i + 4 {
        let theirs = Array(steps.dropFirst(4 * i).prefix(4))
        let ours = [Double(step.seconds), step.waiting, step.low, step.high]
        worst = zip(ours, theirs).reduce(worst) { max($0, abs($1.0 - $1.1)) }
      }
      #expect(worst < 1e-9, "seed \(seed): \(durations)")
      let levels = [0.5, 0.5, 0.5, 0.1, 0.1, 0.1]
      let ours: [Int?] = [curve.median, curve.p90].flatMap { [$0.seconds, $0.low, $0.high] }
      for i in 0..<6 {
        let time: Double = ours[i].map { Double($0) } ?? .infinity
        if time == numbers[i] { continue }
        // lifelines takes a half that rounding has lifted by a bit for more than a half.
        let step = curve.steps.first { Double($0.seconds) == time }
        let curves: [Double] = step.map { [$0.waiting, $0.low, $0.high] } ?? [1, 1, 1]
        #expect(abs(curves[i % 3] - levels[i]) < 1e-9, "seed \(seed): \(durations) quantile \(i)")
      }
    }
  }

  private static let lifelines = """
    import sys, warnings
    warnings.filterwarnings("ignore")
    from lifelines import KaplanMeierFitter
    from lifelines.utils import qth_survival_times as q
    for line in sys.stdin:
        c = [tuple(map(int, p.split(":"))) for p in line.split()]
        k = KaplanMeierFitter(alpha=.05).fit([d for d, _ in c], [o for _, o in c])
        s, ci = k.survival_function_, k.confidence_interval_
        out = []
        for p in (.5, .1):
            r = q(p, ci)
            out += [q(p, s), r.iloc[0, 0], r.iloc[0, 1]]
        for t in sorted({d for d, o in c if o}):
            out += [t, s.iloc[:, 0][t], ci.iloc[:, 0][t], ci.iloc[:, 1][t]]
        print(*[repr(float(x)) for x in out])
    """

  /// The output of a Python program, `nil` where it does not run here.
  private static func python(_ program: String, input: String) throws -> String? {
    let folder = FileManager.default.temporaryDirectory
    let file = folder.appendingPathComponent("km-\(UUID().uuidString).txt")
    try Data(input.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", program]
    process.standardInput = try FileHandle(forReadingFrom: file)
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? String(decoding: data, as: UTF8.self) : nil
  }
}
