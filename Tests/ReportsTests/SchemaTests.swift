import Foundation
import Records
import Reports
import Testing

/// What is written holds to the schemas that are published.
@Suite struct SchemaTests {
  private static let place = Place(source: "mail/a.mbox", offset: 12, line: 3)
  private static let at = Timestamp(1_700_000_000)

  private static func origin(_ id: String) -> Origin {
    Origin(format: "x", place: place, id: id, defects: ["date-missing"])
  }

  private static var records: [Record] {
    let jo = Mailbox(name: "Jo", address: "jo@acme.example")
    var mail = Mail(origin: origin("m"))
    mail.inReplyTo = ["a"]
    mail.references = ["a", "b"]
    (mail.date, mail.received, mail.bytes) = (at, at, 99)
    (mail.from, mail.sender, mail.originalFrom) = (jo, jo, jo)
    (mail.replyTo, mail.to, mail.cc) = ([jo], [jo], [jo])
    (mail.subject, mail.automatic, mail.bounced) = ("s", "precedence: bulk", "x")
    (mail.bounce, mail.listID, mail.text) = (true, "l", "t")
    mail.attachments = [.init(name: "a.wav", type: "audio/x-wav", bytes: 4)]
    mail.voicemail = .init(from: "1", name: "n", mailbox: "2", durationS: 3, missed: true)
    mail.meeting = .init(method: "REQUEST", starts: at, summary: "s")
    var call = Call(origin: origin("c"))
    (call.started, call.answered, call.ended) = (at, at, at)
    (call.from, call.to, call.direction, call.outcome) = ("1", "2", .inbound, .abandoned)
    (call.waitS, call.talkS, call.agent, call.queue) = (1, 2, "201", "q")
    (call.mailbox, call.zone) = ("600", "utc")
    var voicemail = Voicemail(origin: origin("v"))
    (voicemail.left, voicemail.from, voicemail.name) = (at, "1", "n")
    (voicemail.mailbox, voicemail.durationS, voicemail.heard) = ("600", 4, false)
    voicemail.transcript = "t"
    let party = Party(name: "n", address: "a@acme.example", number: "1", role: .agent)
    var ticket = Ticket(origin: origin("t"))
    (ticket.opened, ticket.channel, ticket.subject) = (at, "web", "s")
    (ticket.requester, ticket.submitter, ticket.assignee) = (party, party, party)
    (ticket.organization, ticket.status, ticket.priority) = ("o", "open", "high")
    ticket.text = "t"
    var comment = Comment(origin: origin("k"), ticket: "t")
    (comment.at, comment.author, comment.opening, comment.text) = (at, party, true, "t")
    var status = StatusChange(origin: origin("s"), ticket: "t")
    (status.at, status.from, status.to, status.by) = (at, "new", "open", party)
    return [
      .mail(mail), .mail(Mail(origin: origin("e"))), .call(call), .call(Call(origin: origin("e"))),
      .voicemail(voicemail), .voicemail(Voicemail(origin: origin("e"))), .ticket(ticket),
      .ticket(Ticket(origin: origin("e"))), .comment(comment),
      .comment(Comment(origin: origin("e"), ticket: "t")), .status(status),
      .status(StatusChange(origin: origin("e"), ticket: "t")),
    ]
  }

  private static var events: [Event] {
    let kinds: [Event.Kind] = [
      .message, .call, .missedCall, .voicemail, .opened, .comment, .note, .solved, .closed,
      .reopened, .meeting,
    ]
    return kinds.map { kind in
      var event = Event(
        id: "e", at: at, channel: .email, kind: kind, direction: .internal, wantsAnswer: true,
        place: place)
      (event.client, event.person, event.technician) = ("c", "p", "t")
      (event.because, event.thread, event.subject) = ("list", ["message:a"], "s")
      (event.addressed, event.human, event.number) = (["a"], false, "+1")
      (event.mailbox, event.answered, event.ended) = ("600", at, at)
      (event.via, event.waitS, event.talkS, event.format) = ("web", 1, 2, "mbox")
      event.signals = [.init(signal: "brush_off", phrase: "not my department")]
      return event
    }
  }

  private static var files: [(name: String, bytes: [UInt8])] {
    var line = JSONLine()
    func lines<T>(_ values: [T], _ write: (inout JSONLine, T) -> Void) -> [UInt8] {
      values.flatMap { value -> [UInt8] in
        write(&line, value)
        return line.bytes
      }
    }
    var contact = SampleOffice.contacts[0]
    let roles: [Contact.Evidence.Role] = [
      .opened, .attempt, .echo, .answer, .acknowledgement, .ourTry, .note, .closed, .reopened,
      .withdrawn, .thanks, .settled,
    ]
    contact.evidence = roles.map { .init(event: "e", at: at, place: place, role: $0) }
    (contact.acknowledged, contact.tried, contact.calledBack) = (at, at, at)
    (contact.abandoned, contact.recurrenceOf, contact.ended) = (true, "x", at)
    let schemas = [
      ("record", Schema.record), ("event", Schema.event), ("contact", Schema.contact),
      ("sign", Schema.sign),
      ("report", Schema.report), ("books", Schema.books),
    ]
    return [
      ("record.jsonl", lines(records) { $0.write($1) }),
      ("event.jsonl", lines(events) { $0.write($1) }),
      ("contact.jsonl", lines(SampleOffice.contacts + [contact]) { $0.write($1) }),
      ("sign.jsonl", lines(SampleOffice.signs) { $0.write($1) }),
      ("books.jsonl", lines(SampleOffice.books) { $0.write($1) }),
      ("report.jsonl", render(SampleOffice.input, as: .json)[0].bytes),
    ] + schemas.map { ("\($0.0).schema.json", Array($0.1.utf8)) }
  }

  /// Every line holds; the keys that were written are all described; and a line without its
  /// version, with `null`, or with an unknown word does not hold.
  private static let program = """
    import json, sys
    try:
        from jsonschema import Draft202012Validator as V
    except ImportError:
        sys.exit(77)
    def described(schema, value, where):
        known = {}
        for s in [schema] + schema.get("allOf", []) + schema.get("anyOf", []):
            known.update(s.get("properties", {}))
            known.update(s.get("then", {}).get("properties", {}))
        for key, inner in value.items():
            if key not in known: print("not described:", where, key); continue
            for part in inner if isinstance(inner, list) else [inner]:
                sub = known[key].get("items", known[key])
                if isinstance(part, dict) and "properties" in sub:
                    described(sub, part, where + "." + key)
    for noun in ("record", "event", "contact", "sign", "report", "books"):
        schema = json.load(open(noun + ".schema.json", encoding="utf-8"))
        V.check_schema(schema)
        v = V(schema)
        n = 0
        for text in open(noun + ".jsonl", encoding="utf-8", newline="\\n"):
            line = json.loads(text, parse_constant=lambda c: print("not JSON:", c))
            n += 1
            for e in v.iter_errors(line): print(noun, n, e.message[:200])
            described(schema, line, noun)
            for bad in ({k: x for k, x in line.items() if k != "v"}, {**line, "v": 2},
                        {**line, noun if noun in line else "v": None}):
                if v.is_valid(bad): print(noun, n, "a bad line holds")
        if n == 0: print("no lines of", noun)
    """

  @Test func whatIsWrittenHoldsToTheSchemas() throws {
    guard let answer = try Python.run(Self.program, files: Self.files) else { return }
    #expect(answer == "exit 0")
  }

  @Test func noLineOfAReportIsLongerThanAllowed() {
    let lines = render(SampleOffice.input, as: .json)[0].bytes.split(separator: 0x0A)
    #expect(lines.allSatisfy { $0.count < 1 << 20 })
    #expect(lines.count == 6 + 124 + Sign.Kind.allCases.count + 3)
  }
}
