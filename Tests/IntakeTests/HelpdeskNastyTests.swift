import Records
import Testing

@testable import Intake

/// What comes out of XML records of any shape.
struct XMLReading: Equatable {
  var records: [String] = []
  var defects: [[String]] = []
  var places: [Place] = []
  var rejects: [Reject] = []
  var broken: [String] = []

  /// Each record is shown as its values, joined by `|`.
  init(_ bytes: [UInt8], _ shape: XMLShape, block: Int = 1 << 20) {
    final class Catch: XMLRecords.Sink {
      var reading: XMLReading
      init(_ reading: XMLReading) { self.reading = reading }
      func ended(_ record: XMLRecord) {
        let values = record.values.map { String(decoding: $0, as: UTF8.self) }
        reading.records.append(values.joined(separator: "|"))
        reading.defects.append(record.defects)
        reading.places.append(record.place)
      }
      func broken(_ record: XMLRecord, code: String, detail: String) {
        reading.broken.append(code)
      }
      func rejected(_ reject: Reject) { reading.rejects.append(reject) }
    }
    let sink = Catch(self)
    let records = XMLRecords(shape, source: "x", sink: sink)
    var at = 0
    while at < bytes.count {
      let end = min(bytes.count, at + block)
      bytes[at..<end].withUnsafeBytes { records.feed($0) }
      at = end
    }
    records.finish()
    self = sink.reading
  }

  var codes: [String] { rejects.map(\.code) }

  static let shape = XMLShape([
    XMLShape.Kind(name: "t", fields: ["id", "v"]), XMLShape.Kind(name: "y", fields: ["text()"]),
    XMLShape.Kind(name: "b", fields: ["text()"]),
  ])
}

struct HelpdeskNastyTests {
  @Test func dump() throws {
    for name in [
      "bl", "blattr", "cp", "cref", "ctl", "deep300", "dup", "intent", "l1", "lead", "mal", "nbsp",
      "nul", "pe", "quad", "trunc", "xxe",
    ] {
      let bytes = try #require(HelpdeskReading.corpus("constructed/nasty/\(name).xml"))
      let t = ContinuousClock().now
      let r = XMLReading(bytes, XMLReading.shape)
      print(
        name, r.records, r.defects,
        r.rejects.map { "\($0.code) \($0.detail) \($0.place.line ?? 0)" }, r.broken,
        ContinuousClock().now - t)
      for n in [1, 2, 3, 7] {
        if XMLReading(bytes, XMLReading.shape, block: n) != r {
          print("  DIFFERS", n, XMLReading(bytes, XMLReading.shape, block: n))
        }
      }
    }
  }
}
