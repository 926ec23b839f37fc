import Contacts
import Foundation
import Records
import Testing

@testable import Reports

/// The renderings for mailers, scrapers and process-mining tools, as those read them.
@Suite struct OtherProgramsTests {
  private func files(
    _ input: ReportInput, _ formats: [ReportFormat]
  ) -> [(name: String, bytes: [UInt8])] {
    formats.flatMap { render(input, as: $0) }.map { ($0.name, $0.bytes) }
  }

  @Test(arguments: ["Harbor IT", "Häfen & Söhne \u{1F4DE}", "x\r\nBcc: all@evil.example\r\n\r\nhi"])
  func theMailHoldsTheTextAndThePageAsTheyAre(_ name: String) throws {
    var input = SampleOffice.input
    input.settings.provider.name = name
    input.recipients = ["pat@acme.example", "evil@x.example\nBcc: all@evil.example"]
    let told = try Python.run(
      """
      import email, email.policy
      raw = open("report.eml", "rb").read()
      mail = email.message_from_bytes(raw, policy=email.policy.default)
      assert not mail.defects, mail.defects
      assert sorted(mail.keys()) == ["Auto-Submitted", "Content-Type", "MIME-Version", "Subject", "To"]
      text, page = mail.iter_parts()
      assert text.get_content_type() == "text/plain" and page.get_content_type() == "text/html"
      assert text.get_content() == open("report.txt", encoding="utf-8").read()
      assert page.get_content() == open("index.html", encoding="utf-8").read()
      assert max(map(len, raw.split(b"\\n"))) <= 78
      assert all(b < 128 for b in raw)
      print(ascii(mail["To"]), "|", ascii(mail["Subject"]))
      """, files: files(input, [.eml, .text, .html]))
    guard let told else { return }
    #expect(told.hasSuffix("exit 0"), "\(told)")
    #expect(told.contains("pat@acme.example"))
    #expect(told.contains("waiting now"))
  }

  @Test func everyMetricIsDeclaredOnceAndEndsAsItMust() {
    let text = String(
      decoding: render(SampleOffice.input, as: .openmetrics)[0].bytes, as: UTF8.self)
    #expect(text.hasSuffix("\n# EOF\n"))
    var declared: Set<Substring> = []
    var samples: Set<Substring> = []
    for line in text.split(separator: "\n").dropLast() {
      let words = line.split(separator: " ")
      if line.hasPrefix("# TYPE ") {
        #expect(declared.insert(words[2]).inserted && words[3] == "gauge")
      } else if !line.hasPrefix("# ") {
        let name = line.prefix { $0 != "{" && $0 != " " }
        #expect(declared.contains(name), "\(line)")
        #expect(words.last.flatMap { Int($0) } != nil, "\(line)")
        #expect(samples.insert(line[..<(line.lastIndex(of: " ") ?? line.endIndex)]).inserted)
      }
    }
    let model = ReportModel(SampleOffice.input)
    for section in model.clients {
      #expect(
        text.contains("ringback_waiting{client=\"\(section.clientID)\"} \(section.waiting.count)\n")
      )
    }
  }

  @Test(arguments: Payloads.all.indices)
  func noLabelLeavesItsQuotes(_ index: Int) {
    let bytes = render(InjectionTests.input(Payloads.all[index]), as: .openmetrics)[0].bytes
    let harmless = render(InjectionTests.input("harmless"), as: .openmetrics)[0].bytes
    #expect(bytes.count { $0 == 0x0A } == harmless.count { $0 == 0x0A })
  }

  @Test func theEventLogIsWholeAndEveryReferenceLeadsSomewhere() throws {
    let told = try Python.run(
      """
      import json
      log = json.load(open("events.ocel.json"))
      assert sorted(log) == ["eventTypes", "events", "objectTypes", "objects"]
      objects = {o["id"]: o for o in log["objects"]}
      assert len(objects) == len(log["objects"])
      assert len({e["id"] for e in log["events"]}) == len(log["events"])
      kinds = {t["name"]: {a["name"] for a in t["attributes"]} for t in log["objectTypes"]}
      marks = {t["name"]: {a["name"] for a in t["attributes"]} for t in log["eventTypes"]}
      for o in log["objects"]:
          assert {a["name"] for a in o["attributes"]} <= kinds[o["type"]]
          assert all(r["objectId"] in objects for r in o.get("relationships", []))
      for e in log["events"]:
          assert {a["name"] for a in e["attributes"]} <= marks[e["type"]]
          assert e["relationships"] and all(r["objectId"] in objects for r in e["relationships"])
      tied = {(e["id"], r["objectId"]) for e in log["events"] for r in e["relationships"]}
      assert len(tied) == sum(len(e["relationships"]) for e in log["events"])
      used = {object.split(":")[0] for _, object in tied}
      assert used == {"contact", "client", "person", "technician"}, used
      print(sum(o["type"] == "contact" for o in log["objects"]), len(log["events"]))
      """, files: files(SampleOffice.input, [.ocel]))
    guard let told else { return }
    let evidence = Set(SampleOffice.contacts.flatMap { $0.evidence.map(\.event) })
    #expect(told == "\(SampleOffice.contacts.count) \(evidence.count)\nexit 0")
  }
}
