import Records
import Testing

@testable import Intake

@Suite struct CallsHostileTests {
  /// Broken rows and files neither trap nor lose count, in any format.
  @Test func mutatedLogsBalance() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var dice = Dice(seed: seed)
    let samples: [(String, [UInt8])] = [
      ("asterisk-cdr", Array(CallsReductionTests.example.utf8)),
      ("asterisk-cdr", Array(CallsReaderTests.log.utf8)),
      ("asterisk-cdr-custom", Array(CallsReaderTests.custom.utf8)),
      ("freepbx", Array(CallsReaderTests.freePBX.utf8)),
    ]
    let pieces: [[UInt8]] = [
      [0x22], [0x0A], [0x2C], [0x0D], [0], [0xFF], Array("99999999999999999999".utf8),
      Array("-9223372036854775808".utf8), Array("Local/x@y;1".utf8), Array("\"\"".utf8),
      Array("9999-12-31 23:59:59".utf8), Array("1900-01-01 00:00:00".utf8), Array("<".utf8),
      Array("99999999999.1".utf8), Array("/".utf8), Array("VoiceMail".utf8),
    ]
    for i in 0..<3000 {
      var (format, bytes) = samples[i % samples.count]
      for _ in 0..<Int.random(in: 1...6, using: &dice) {
        let at = Int.random(in: 0...bytes.count, using: &dice)
        switch Int.random(in: 0..<4, using: &dice) {
        case 0 where at < bytes.count: bytes[at] = UInt8.random(in: 0...255, using: &dice)
        case 1: bytes.insert(contentsOf: pieces.randomElement(using: &dice) ?? [], at: at)
        case 2:
          bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 0...30, using: &dice)))
        default: bytes.insert(contentsOf: bytes[at...].prefix(80), at: at)
        }
      }
      var file = LogFile("x", "")
      file.bytes = bytes
      var copy = file
      copy.name = "y"
      let zone = i % 3 == 0 ? Zone(offset: 3600) : nil
      let whole = read([file, copy], format: format, zone: zone)
      let small = read([file, copy], format: format, zone: zone, chunk: 5)
      if !whole.books.balances || whole != small {
        Issue.record("seed \(seed), number \(i): \(String(decoding: bytes, as: UTF8.self))")
        return
      }
      // Whatever the file says, a second copy of it adds nothing.
      #expect(whole.books.accounts[1].used == 0)
      for call in whole.calls {
        #expect((call.waitS ?? 0) >= 0 && (call.talkS ?? 0) >= 0)
        #expect((call.started ?? at(0)) <= (call.ended ?? at(0)))
      }
    }
  }

  @Test func rejectsTellNothingOfAnybody() {
    let row = Row.rang("201", 0, 20).text
    let bad = [
      row.replacing("2024-03-04 09:00:00", with: "4085550101"),
      row.replacing("NO ANSWER", with: "4085550101"),
      row.replacing(",20,0,", with: ",4085550101ACME,0,"),
      "4085550101,ACME", "\"4085550101 ACME",
    ]
    let result = read([LogFile("x", bad.joined(separator: "\n"))])
    #expect(result.rejects.count == 5)
    for reject in result.rejects {
      #expect(!reject.detail.contains("4085550101") && !reject.detail.contains("ACME"))
    }
  }

  @Test func hostileFilesAreReadInLinearTime() {
    let row = Row.rang("201", 0, 20).text
    for text in [
      String(repeating: "\"", count: 1_000_000), String(repeating: ",", count: 3_000_000),
      String(repeating: "\n", count: 1_000_000), String(repeating: "\0", count: 3_000_000),
      String(repeating: "\"\n", count: 500_000),
      String(repeating: row + ",\"\n", count: 3000),
      String(repeating: "\"" + row + "\n", count: 3000),
    ] {
      let took = processorSeconds {
        #expect(read([LogFile("x", text)]).books.balances)
        _ = Format.calls.map {
          $0.likeness(Head(name: "x", bytes: Array(text.utf8.prefix(65_536))))
        }
      }
      #expect(took < 30, "\(text.prefix(20).debugDescription) took \(took)")
    }
  }

  @Test func combiningMarksDoNotSlowTheKeysDown() {
    let marks = String(repeating: "\u{301}\u{327}", count: 2000)
    let rows = (0..<40).map { i in
      var row = Row.rang("201", i, i + 10)
      row.uniqueID = "a" + marks + "\(i)"
      row.linkedID = row.uniqueID
      row.from = row.uniqueID
      row.to = row.uniqueID
      row.channel = "Local/" + row.uniqueID
      return row
    }
    let took = processorSeconds { #expect(read(rows + rows).calls.count == 40) }
    #expect(took < 30)
  }
}
