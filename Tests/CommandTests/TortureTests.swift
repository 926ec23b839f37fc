import Foundation
import TestSupport
import Testing

/// `scripts/torture run` in short, on the build of the tests.
@Suite struct TortureTests {
  /// Runs phases of it; what it says is only shown where it finds something.
  private func torture(_ arguments: String...) throws {
    let result = try Subprocess.run(
      ["python3", "-B", packageRoot + "/scripts/torturing/run.py"] + arguments
        + ["--bin", Ringback.path],
      in: packageRoot, environment: ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"], timeout: 900)
    for line in result.output.split(separator: "\n") where line.contains("skipped") {
      print("torture: \(line)")
    }
    let isSkipped = result.status == 127 || result.output.hasPrefix("skipped:")
    if result.status == 127 { print("skipped: python3 is not here") }
    #expect(result.status == 0 || isSkipped, "\(result.output)\(result.error)")
  }

  @Test func everyCommandKeepsToItsFilesAndTheirModes() throws {
    try torture("content", "trace", "order", "modes", "places", "twice")
  }

  @Test func noCanaryIsToldHoweverACommandFails() throws {
    try torture("canaries", "--canaries", "2", "--seed", "2")
  }

  @Test func fullDisksAndPowerCutsLoseNothing() throws {
    try torture("sizes", "full", "cuts", "--step", "200", "--cuts", "6", "--seed", "4")
  }

  @Test func killsAndErrorsAreMadeGoodByTheNextNight() throws {
    try torture(
      "kills", "pairs", "errors", "--points", "25", "--pairs", "10", "--errors", "30", "--seed", "3"
    )
  }
}
