import Foundation
import TestSupport
import Testing

/// The judges of scripts/judge, which share no code with the program, on the built command.
@Suite struct JudgeTests {
  @Test func everyScenarioYieldsTheContactsThatItsSentenceDemands() throws {
    guard let result = try judge("contacts") else { return }
    #expect(result.status == 0, "\(result.output)\(result.error)")
    #expect(result.output.contains(" scenarios: "))
  }

  @Test(arguments: [7, 8]) func aSecondOfficeIsMatchedAsItsTruthSays(seed: Int) throws {
    guard let result = try judge("office", "--seed", "\(seed)") else { return }
    #expect(result.status == 0, "\(result.output)\(result.error)")
    #expect(result.output.contains("seed \(seed): "))
  }

  /// What a judge said; nil, and a word on it, where there is no python3.
  private func judge(_ arguments: String...) throws -> Subprocess? {
    guard try Python3.run("import zoneinfo; zoneinfo.ZoneInfo('Europe/Berlin')") != nil else {
      return nil
    }
    var environment = Ringback.environment
    environment["PATH"] = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let result = try Subprocess.run(
      ["python3", packageRoot + "/scripts/judge"] + arguments + ["--bin", Ringback.path],
      in: packageRoot, environment: environment, timeout: 600)
    #expect(!result.timedOut, "\(arguments) took too long")
    return result
  }
}
