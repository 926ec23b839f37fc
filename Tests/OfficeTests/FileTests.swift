import Foundation
import Records
import Testing

@testable import OfficeSimulator

/// The files are what their formats say.
@Suite struct FileTests {
  static func office(_ change: (inout OfficeOptions) -> Void = { _ in }) -> OfficeFiles {
    var options = OfficeOptions()
    options.contacts = 400
    change(&options)
    return Office(seed: 11, options: options).files()
  }

  /// A reader of RFC 4180 as simple as can be; `nil` where a quote stands in the wrong place.
  static func rows(_ csv: String) -> [[String]]? {
    var rows: [[String]] = [[""]]
    var quoted = false
    var closed = false
    for scalar in csv.unicodeScalars {
      let last = (rows.count - 1, rows[rows.count - 1].count - 1)
      if quoted {
        if scalar == "\"" {
          (quoted, closed) = (false, true)
        } else {
          rows[last.0][last.1].unicodeScalars.append(scalar)
        }
      } else if scalar == "\"" {
        if closed {
          rows[last.0][last.1] += "\""
        } else if !rows[last.0][last.1].isEmpty {
          return nil
        }
        (quoted, closed) = (true, false)
      } else if scalar == "," {
        rows[last.0].append("")
        closed = false
      } else if scalar == "\n" {
        rows.append([""])
        closed = false
      } else {
        if closed { return nil }
        rows[last.0][last.1].unicodeScalars.append(scalar)
      }
    }
    return quoted ? nil : rows.filter { $0 != [""] }
  }

  @Test func asteriskWritesEighteenColumnsThatAgree() throws {
    let csv = text(Self.office().files["calls/Master.csv"])
    let rows = try #require(Self.rows(csv))
    let zone = try #require(Zone("America/Los_Angeles"))
    var ends: [Timestamp] = []
    var seen: Set<String> = []
    for row in rows {
      #expect(row.count == 18)
      let duration = try #require(Int(row[12]))
      let talk = try #require(Int(row[13]))
      #expect(talk <= duration && duration >= 0)
      #expect(["ANSWERED", "NO ANSWER", "BUSY"].contains(row[14]))
      #expect((row[14] == "ANSWERED") == !row[10].isEmpty)
      // The epoch in the id is when the first channel began: the start of the call's first row.
      let epoch = Timestamp(try #require(Int(row[16].prefix { $0 != "." })))
      if seen.insert(row[16]).inserted { #expect(Calendar.local(epoch, zone: zone) == row[9]) }
      ends.append(epoch + duration)
    }
    #expect(csv.contains("\"NO ANSWER\"") && csv.contains(",,"))
    #expect(ends.count > 100)
  }

  @Test func theOtherCallLogsHaveTheirColumns() throws {
    let wide = try #require(
      Self.rows(text(Self.office { $0.callLog = .asterisk21 }.files["calls/Master.csv"])))
    #expect(wide.allSatisfy { $0.count == 21 && $0[19] == $0[16] && Int($0[20]) != nil })
    let report = try #require(
      Self.rows(text(Self.office { $0.callLog = .freepbx }.files["calls/cdr__report.csv"])))
    #expect(report[0].first == "calldate" && report[0].last == "sequence")
    #expect(report.allSatisfy { $0.count == 26 })
    #expect(report.count == wide.count + 1)
  }

  @Test func rowsStandInTheOrderInWhichCallsEnd() throws {
    let csv = text(Self.office { $0.weeks = 3 }.files["calls/Master.csv"])
    let ends = try #require(Self.rows(csv)).map { $0[11] }
    // Three weeks from October 6: the clocks do not go back within.
    #expect(ends == ends.sorted())
  }

  @Test(arguments: [false, true])
  func everyMessageBeginsWithAFromLineAndHasItsHeaders(_ crlf: Bool) throws {
    let files = Self.office { $0.crlf = crlf }.files
    for (path, bytes) in files where path.hasSuffix(".mbox") {
      let end = crlf ? "\r\n" : "\n"
      let whole = text(bytes)
      #expect(whole.utf8.starts(with: "From ".utf8) && whole.hasSuffix(end + end))
      var messages = 0
      var previous = ""
      var inHeaders = false
      var names: Set<String> = []
      for line in whole.split(
        separator: end == "\n" ? "\n" : "\r\n", omittingEmptySubsequences: false)
      {
        if line.hasPrefix("From ") {
          #expect(previous.isEmpty, "a From_ line follows an empty line")
          messages += 1
          (inHeaders, names) = (true, [])
        } else if inHeaders, line.isEmpty {
          inHeaders = false
          #expect(names.isSuperset(of: ["From", "To", "Message-ID", "Subject", "Content-Type"]))
        } else if inHeaders, !line.hasPrefix("\t") {
          let colon = try #require(line.firstIndex(of: ":"), "\(path): \(line)")
          names.insert(String(line[..<colon]))
        }
        #expect(line.utf8.count < 998)
        previous = String(line)
      }
      #expect(messages > 0 && !inHeaders)
      // Bare line feeds would be mixed line ends.
      if crlf { #expect(bytes.filter { $0 == 10 }.count == bytes.filter { $0 == 13 }.count) }
    }
  }

  @Test func linesThatBeginWithFromAreQuotedInAllDepths() {
    let box = text(Self.office().files["mail/support.mbox"])
    #expect(box.contains("\n>From the front desk"))
    #expect(box.contains("\n>>From here it fails"))
  }

  @Test func messageIDsAreRepeatedByDuplicatesOnly() {
    let files = Self.office { $0.setRate(0, of: .duplicate) }.files
    var seen: Set<Substring> = []
    for (path, bytes) in files where path.hasSuffix(".mbox") {
      var quoted = false
      for line in text(bytes).split(separator: "\n") {
        if line.hasPrefix("Content-Type: text/rfc822-headers") { quoted = true }
        if line.hasPrefix("From ") { quoted = false }
        if !quoted, line.hasPrefix("Message-ID: ") { #expect(seen.insert(line).inserted) }
      }
    }
    #expect(seen.count > 200)
  }

  @Test(arguments: OfficeOptions.Helpdesk.allCases)
  func theExportOfTheHelpdeskIsWellFormed(_ dialect: OfficeOptions.Helpdesk) throws {
    let files = Self.office {
      $0.helpdeskDialect = dialect
      $0.contacts = 2500
    }.files
    let exports = files.filter { $0.key.hasPrefix("helpdesk/") }
    #expect(exports.count >= 3)
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("office-\(UInt64.random(in: 0 ... .max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (path, bytes) in exports {
      let file = folder.appendingPathComponent("export.xml")
      try Data(bytes).write(to: file)
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      let read = "import sys, xml.dom.minidom as m; m.parse(sys.argv[1])"
      process.arguments = ["python3", "-c", read, file.path]
      process.standardError = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      if process.terminationStatus == 127 {
        print("skipped: no python3 here to read XML with")
        return
      }
      #expect(process.terminationStatus == 0, "\(path)")
    }
  }

  @Test func freshdeskStartsAnotherFileAfterThreeHundredTickets() {
    let files = Self.office {
      $0.helpdeskDialect = .freshdesk
      $0.contacts = 2500
    }.files
    func tickets(_ path: String) -> Int {
      text(files[path]).split(separator: "\n").count { $0.hasSuffix("<helpdesk-ticket>") }
    }
    #expect(tickets("helpdesk/Tickets0.xml") == 300)
    #expect((1...300).contains(tickets("helpdesk/Tickets1.xml")))
  }

  @Test func everyoneOnATicketIsAUser() {
    let files = Self.office().files
    func numbers(_ name: String, in path: String) -> Set<Substring> {
      Set(
        text(files[path]).split(separator: "\n").compactMap { line in
          guard let start = line.firstRange(of: "<\(name) type=\"integer\">") else { return nil }
          return line[start.upperBound...].prefix { $0 != "<" }
        })
    }
    let users = numbers("id", in: "helpdesk/users.xml")
    for name in ["requester-id", "submitter-id", "author-id", "assignee-id"] {
      let named = numbers(name, in: "helpdesk/tickets.xml")
      #expect(!named.isEmpty && named.isSubset(of: users), "\(name)")
    }
  }
}
