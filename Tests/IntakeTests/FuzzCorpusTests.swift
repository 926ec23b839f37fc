import Foundation
import Testing

@testable import Intake

/// Replays what the fuzzers of scripts/fuzz found worth keeping.
@Suite struct FuzzCorpusTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "FuzzCorpus")

  @Test(.timeLimit(.minutes(1)), arguments: ["mail", "calls", "xml"])
  func keptInputsKeepTheLaws(family: String) throws {
    let laws = FuzzLaws(family: family)
    let folder = Self.folder.appending(path: family)
    let names = try FileManager.default.contentsOfDirectory(
      atPath: folder.path(percentEncoded: false))
    #expect(!names.isEmpty)
    for name in names.sorted() {
      let bytes = Array(try Data(contentsOf: folder.appending(path: name)))
      let law = bytes.withUnsafeBufferPointer { laws.broken(by: $0) }
      #expect(law == nil, "\(family)/\(name)")
    }
  }
}
