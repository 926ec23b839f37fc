import Foundation
import OfficeSimulator
import Testing

/// The samples are made by the simulator.
///
/// `scripts/make-office --seed 2025 --contacts 100 --folder samples --guide --out .`
@Suite struct SamplesTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static let office: OfficeFiles = {
    var options = OfficeOptions()
    options.folder = "samples/"
    options.guide = true
    return Office(seed: 2025, options: options).files()
  }()

  @Test func theSamplesAreWhatTheSimulatorMakes() throws {
    #expect(Self.office.files.count >= 8)
    for (path, bytes) in Self.office.files {
      let stored = try Data(contentsOf: Self.root.appendingPathComponent(path))
      let same = stored == Data(bytes)
      #expect(same, "\(path): make the samples anew, see above")
    }
  }

  @Test func theSamplesAreSmallEnoughToRead() {
    #expect(Self.office.files.values.reduce(0) { $0 + $1.count } < 300_000)
  }

  /// Nobody real is written to or called: RFC 2606 domains, numbers kept for fiction.
  @Test func onlyInventedAddressesAndNumbersAreUsed() {
    for (path, bytes) in Self.office.files {
      // Soft line breaks of quoted-printable may stand within an address.
      let text = String(decoding: bytes, as: UTF8.self).replacing("=\n", with: "")
      for at in text.indices where text[at] == "@" {
        let domain = text[text.index(after: at)...].prefix {
          $0.isLetter || $0.isNumber || $0 == "." || $0 == "-"
        }
        let inside = domain == "default" || domain == "trunk" || domain.isEmpty
        #expect(inside || domain.hasSuffix(".example"), "\(path): \(domain)")
      }
      for start in text.indices where text[start...].hasPrefix("+1") {
        let digits = text[start...].dropFirst(2).prefix { $0.isNumber }
        if digits.count == 10 { #expect(digits.dropFirst(3).hasPrefix("55501"), "\(path)") }
      }
    }
  }
}
