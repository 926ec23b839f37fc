import Foundation
import Intake
import Records
import Testing

@testable import Pipeline

/// Every format has samples, what is made of them, and its row in the README.
@Suite struct FormatSamplesTests {
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  private static let folder = root.appending(path: "samples/formats")

  /// The inputs of a format, by name, in the order of their bytes.
  private static func inputs(_ format: String) -> [String] {
    let names =
      (try? FileManager.default.contentsOfDirectory(
        atPath: folder.appending(path: format).path)) ?? []
    return names.filter { !["expected.ndjson", "pipeline.yml"].contains($0) }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func expected(_ format: String) -> String? {
    let file = folder.appending(path: format).appending(path: "expected.ndjson")
    return (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func everyFormatHasSamplesExpectedRecordsAndARow() throws {
    let readme = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
    // The first cells of the table of formats, which may name several.
    let rows = readme.split(separator: "\n").filter { $0.utf8.first == 0x7C }
      .compactMap { $0.split(separator: "|").first }
      .flatMap { $0.split(separator: ",") }
      .map { String($0.filter { $0 != " " }) }
    var lacking: [String] = []
    for format in Format.all {
      if Self.inputs(format.name).isEmpty { lacking.append("\(format.name): samples") }
      if Self.expected(format.name)?.isEmpty ?? true {
        lacking.append("\(format.name): expected.ndjson")
      }
      if !rows.contains(format.name) { lacking.append("\(format.name): a row in README") }
      if format.summary.isEmpty { lacking.append("\(format.name): a summary") }
    }
    #expect(lacking == [])
  }

  @Test(arguments: Format.all.map(\.name).filter { expected($0) != nil })
  func theSamplesGiveTheRecordsExpected(_ format: String) throws {
    let folder = Self.folder.appending(path: format).path
    var options = ReaderOptions()
    var forced: String?
    if FileManager.default.fileExists(atPath: folder + "/pipeline.yml") {
      let source = try #require(try Configuration(file: folder + "/pipeline.yml").sources.first)
      (options.csv, options.xml) = (source.csv, source.xml)
      (options.zone, forced) = (source.zone, format)
    }
    var lines = ""
    let books = Intake().read(
      Self.inputs(format).map {
        Intake.Input(name: $0, path: folder + "/" + $0, format: forced, options: options)
      },
      lines: { lines += String(decoding: $0, as: UTF8.self) }, reject: { _ in },
      failure: { Issue.record("\($0)") })
    var line = JSONLine()
    line.write(books)
    lines += String(decoding: line.bytes, as: UTF8.self)
    let expected = try #require(Self.expected(format))
    #expect(lines.utf8.elementsEqual(expected.utf8), "scripts/renew-samples shows the difference")
    #expect(books.balances)
    // One of the formats in the folder is the one that it stands for.
    #expect(books.accounts.contains { $0.format == format && $0.read > 0 })
  }
}
