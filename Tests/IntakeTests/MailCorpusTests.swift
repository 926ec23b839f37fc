import Foundation
import Records
import Testing

@testable import Intake

/// Agreement with Python's reading of real mailboxes, and with the truth where it is known.
@Suite struct MailCorpusTests {
  /// A count of agreements and the first few disagreements.
  struct Score {
    var right = 0
    var wrong: [String] = []

    mutating func check(_ agree: Bool, _ what: @autoclosure () -> String) {
      if agree { right += 1 } else { wrong.append(what()) }
    }
  }

  @Test(arguments: MailCorpus.names)
  func messagesBeginWhereTheTruthHasThem(_ name: String) {
    let truth = MailCorpus.lines(name + ".truth.ndjson").compactMap { $0["offset"] as? Int }
    guard !truth.isEmpty else { return }
    let reading = MailReading(MailCorpus.bytes(name), text: .none)
    let found = Set(reading.mails.map(\.origin.place.offset))
    let missed = truth.filter { !found.contains($0) }
    print("truth \(name): \(truth.count) true, \(found.count) found, missed \(missed.prefix(5))")
    #expect(Double(missed.count) <= 0.05 * Double(truth.count))
    #expect(reading.account.balances)
    #expect(reading == MailReading(MailCorpus.bytes(name), chunk: 4099, text: .none))
    if name.contains("mboxcl2") { #expect(found == Set(truth)) }
  }

  @Test(arguments: ["content-length", "issue1189"])
  func nativeMailboxesBeginWhereTheirOwnersSay(_ name: String) {
    guard !MailCorpus.names.isEmpty else { return }
    let truth = MailCorpus.array("native/\(name).unix-offsets.json")
      .compactMap { $0["mboxMarkerOffset"] as? Int }
    let found = MailReading(MailCorpus.bytes("native/\(name).mbox.txt")).mails
      .map(\.origin.place.offset)
    #expect(found == truth)
  }

  @Test func fieldsAgreeWithPython() {
    guard !MailCorpus.names.isEmpty else {
      print("skipped: no corpora here")
      return
    }
    var scores: [String: Score] = [:]
    for name in MailCorpus.names {
      // Its oracle cuts it by the rule without Content-Length: 98 messages too many.
      if name.contains("mboxcl2") { continue }
      compare(name, &scores)
    }
    for (field, score) in scores.sorted(by: { $0.key < $1.key }) {
      let all = score.right + score.wrong.count
      let percent = 100 * Double(score.right) / Double(max(all, 1))
      print("\(field): \(score.right) of \(all), \(percent) %")
      if ProcessInfo.processInfo.environment["SHOW"] == field {
        for line in score.wrong.prefix(60) { print("   ", line) }
      }
      #expect(percent >= 99.5, "\(field)")
    }
  }

  private func compare(_ name: String, _ scores: inout [String: Score]) {
    let oracle = MailCorpus.lines(name + ".oracle.ndjson")
    let mails = MailReading(MailCorpus.bytes(name), text: .whole).mails
    var byOffset: [Int: Mail] = [:]
    for mail in mails { byOffset[mail.origin.place.offset] = mail }
    func note(_ field: String, _ agree: Bool, _ what: @autoclosure () -> String) {
      scores[field, default: Score()].check(agree, what())
    }
    for theirs in oracle {
      let offset = theirs["offset"] as? Int ?? -1
      let at = "\(name):\(offset)"
      let mail = byOffset[offset] ?? (offset == 0 ? byOffset[3] : nil)
      note("offset", mail != nil, at)
      guard let mail else { continue }
      let flags = Set(theirs["flags"] as? [String] ?? [])
      func agree(_ field: String, _ mine: String?, _ other: String?) {
        note(field, mine == other, "\(at) \(mine ?? "nil") | \(other ?? "nil")")
      }
      if let id = theirs["message_id"] as? String {
        agree("message_id", mail.origin.id, Self.squeezed(id))
      } else {
        note("message_id", mail.origin.id.hasPrefix("sha256:"), at)
      }
      agree("in_reply_to", mail.inReplyTo.first, theirs["in_reply_to"] as? String)
      agree(
        "references", mail.references.joined(separator: " "),
        (theirs["references"] as? [String] ?? []).prefix(200).joined(separator: " "))
      let dates = Set(theirs["date_flags"] as? [String] ?? [])
      let odd = dates.contains { $0.hasPrefix("named-zone") || $0 == "out-of-range-zone" }
      if !odd {
        note(
          "date", mail.date?.seconds == theirs["date_epoch"] as? Int,
          "\(at) \(mail.date?.description ?? "nil") | \(theirs["date_raw"] ?? "nil")")
      }
      func people(_ field: String, _ mine: [Mailbox]) {
        let all = theirs[field] as? [String] ?? []
        let addresses = all.filter { $0.contains("@") }
        let other = field == "from" ? Array(addresses.prefix(1)) : addresses
        let my = mine.map { $0.address.lowercased() }.filter { $0.contains("@") }
        note(field, my == other, "\(at) \(my) | \(other)")
      }
      people("from", mail.from.map { [$0] } ?? [])
      people("to", mail.to)
      people("cc", mail.cc)
      // Where it has none, the name may stand in a comment.
      if !flags.contains("pipermail-scrambled"), let name = theirs["from_name"] as? String {
        agree(
          "from_name", Self.spaced(mail.from?.name ?? mail.from?.address ?? ""), Self.spaced(name))
      }
      let chars = theirs["text_chars"] as? Int ?? 0
      let size = mail.text?.utf8.count ?? 0
      if theirs["text_decode"] as? String == "exact", chars <= 4096, size < 4080,
        let sha = theirs["text_sha256_rstrip"] as? String
      {
        var fingerprint = Fingerprint()
        fingerprint.update((mail.text ?? "").utf8)
        let mine = fingerprint.hex()
        note(
          "text", mine == sha || mine == theirs["text_sha256_unquoted_rstrip"] as? String,
          "\(at) \(chars) \((mail.text ?? "nil").prefix(60))")
      }
      let subjects =
        [theirs["subject"] as? String ?? ""] + (theirs["subject_alts"] as? [String] ?? [])
      note(
        "subject", subjects.map(Self.spaced).contains(Self.spaced(mail.subject ?? "")),
        "\(at) \(mail.subject ?? "nil") | \(subjects)")
    }
  }

  private static func squeezed(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { !$0.properties.isWhitespace }))
  }

  /// With single blanks, and cut, since long ones are cut.
  private static func spaced(_ text: String) -> String {
    let words = text.unicodeScalars.split { $0.properties.isWhitespace || $0.value < 0x20 }
    return String(words.map(String.init).joined(separator: " ").prefix(200))
  }
}
