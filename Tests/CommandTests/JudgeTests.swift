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

  /// Each message but the first shows one of the ways in which Python is known to differ.
  @Test func theJudgeOfMailKnowsWherePythonErrs() throws {
    let folder = try TemporaryFolder()
    let box = """
      From jo@acme.example Mon Mar  4 09:15:00 2024
      Message-ID: <1@acme.example>
      From: "Doe, Jo" <jo@acme.example>
      To: kim@fix.example, "Lee (home)" <lee@fix.example>
      Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=
      Date: Mon, 4 Mar 2024 09:15:00 +0100
      In-Reply-To: <0@fix.example>
      Content-Type: text/plain; charset=utf-8

      It does not print.

      From jo@acme.example Mon Mar  4 09:16:00 2024
      Message-ID: <2@acme.example>
      From: jo@acme.example
      Date: Mon, 4 Mar 2024 09:15:00 PM
      Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=, all

      Twelve hours, and a comma beside an encoded word.

      From jo@acme.example Mon Mar  4 09:17:00 2024
      Message-ID: <3@acme.example>
      From: jo at acme.example (Jo Doe)
      Date: Mon, 4 Mar 2024 09:15:00 JST

      An address of an archive, and a zone of another country.

      From jo@acme.example Mon Mar  4 09:18:00 2024
      >From jo@acme.example Mon Mar  4 09:18:00 2024
      Message-ID: <4@acme.example>
      From: jo@acme.example
      Date: Mon, 4 Mar 2024 09:15:00 (EDT) -0400

      A quoted From_ line in the header.

      """
    let path = try folder.write("box.mbox", box)
    guard let result = try judge("mail", path, "-v") else { return }
    #expect(result.status == 0, "\(result.output)\(result.error)")
    for name in [
      "subject: blank beside an encoded word", "date: hours to twelve", "date: named zone",
      "from: address of an archive", "message-id: header cut short",
    ] {
      #expect(result.output.contains(name), "\(name): \(result.output)")
    }
    #expect(result.output.contains("unexplained: 0 values, 0 beginnings"))
    #expect(!result.output.contains("box.mbox:0:"), "the first message is read alike")
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
