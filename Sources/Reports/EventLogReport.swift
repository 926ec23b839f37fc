import Contacts
import Records

/// The contacts and their evidence as an object-centric event log (OCEL 2.0, JSON form), for
/// process-mining tools.
///
/// Objects are contacts, clients, persons and technicians; each event is a piece of evidence,
/// tied to every contact in which it stands, with its role there, and to whom that contact is of
/// and by; the one that answered also to who answered. Its type is its role in the first of them.
struct EventLogReport {
  private let model: ReportModel

  init(_ model: ReportModel) { self.model = model }

  private static let roles: [Contact.Evidence.Role] = [
    .opened, .attempt, .echo, .answer, .acknowledgement, .ourTry, .note, .closed, .reopened,
    .withdrawn, .thanks, .settled,
  ]

  var bytes: [UInt8] {
    var line = JSONLine()
    line.begin()
    types(&line)
    let contacts = model.apart.flatMap(\.contacts)
    line.key("objects")
    line.array { line in
      for contact in contacts { object(contact, &line) }
      people(contacts, &line)
    }
    line.key("events")
    line.array { line in events(contacts, &line) }
    line.end()
    return line.bytes
  }

  private func types(_ line: inout JSONLine) {
    func attributes(_ line: inout JSONLine, _ all: [(name: String, type: String)]) {
      line.key("attributes")
      line.array { line in
        for one in all {
          line.object {
            $0.add("name", one.name)
            $0.add("type", one.type)
          }
        }
      }
    }
    line.key("objectTypes")
    line.array { line in
      line.object {
        $0.add("name", "contact")
        attributes(
          &$0,
          [
            ("channel", "string"), ("state", "string"), ("attempts", "integer"),
            ("wait_s", "integer"), ("open_wait_s", "integer"),
          ])
      }
      for name in ["client", "person", "technician"] {
        line.object {
          $0.add("name", name)
          attributes(&$0, [("name", "string")])
        }
      }
    }
    line.key("eventTypes")
    line.array { line in
      for role in EventLogReport.roles {
        line.object {
          $0.add("name", role.rawValue)
          attributes(&$0, [("source", "string"), ("offset", "integer")])
        }
      }
    }
  }

  private func object(_ contact: Contact, _ line: inout JSONLine) {
    let opened = contact.opened
    func attribute(_ line: inout JSONLine, _ name: String, _ write: (inout JSONLine) -> Void) {
      line.object {
        $0.add("name", name)
        $0.add("time", opened)
        $0.key("value")
        write(&$0)
      }
    }
    line.object { line in
      line.add("id", "contact:" + contact.id)
      line.add("type", "contact")
      line.key("attributes")
      line.array { line in
        attribute(&line, "channel") { $0.add(contact.channel.rawValue) }
        attribute(&line, "state") { $0.add(contact.state.rawValue) }
        attribute(&line, "attempts") { $0.add(contact.attempts) }
        attribute(&line, "wait_s") { $0.add(contact.waitS) }
        attribute(&line, "open_wait_s") { $0.add(contact.openWaitS) }
      }
      line.key("relationships")
      line.array { line in
        for (id, qualifier) in [
          (contact.client.map { "client:" + $0 }, "of"),
          (contact.person.map { "person:" + $0 }, "by"),
          (contact.answeredBy.map { "technician:" + $0 }, "answered by"),
        ] {
          guard let id else { continue }
          line.object {
            $0.add("objectId", id)
            $0.add("qualifier", qualifier)
          }
        }
      }
    }
  }

  private func people(_ contacts: [Contact], _ line: inout JSONLine) {
    var clients: Set<Exact> = []
    var persons: [Exact: String] = [:]
    var technicians: Set<Exact> = []
    for contact in contacts {
      if let client = contact.client { clients.insert(Exact(client)) }
      if let person = contact.person, persons[Exact(person)] == nil {
        persons[Exact(person)] = model.people.person(contact).name ?? person
      }
      if let technician = contact.answeredBy { technicians.insert(Exact(technician)) }
    }
    func object(_ line: inout JSONLine, _ type: String, _ id: Exact, _ name: String) {
      line.object { line in
        line.add("id", "\(type):\(id.text)")
        line.add("type", type)
        line.key("attributes")
        line.array { line in
          line.object {
            $0.add("name", "name")
            $0.add("time", Timestamp(0))
            $0.add("value", name)
          }
        }
      }
    }
    for id in clients.sorted() { object(&line, "client", id, model.people.client(id.text)) }
    for (id, name) in persons.sorted(by: { $0.key < $1.key }) {
      object(&line, "person", id, name)
    }
    for id in technicians.sorted() {
      object(&line, "technician", id, model.people.technician(id.text))
    }
  }

  private func events(_ contacts: [Contact], _ line: inout JSONLine) {
    struct Told {
      var evidence: Contact.Evidence
      /// Each object once, with the qualifier by which it came first.
      var objects: [(id: String, qualifier: String)] = []
      private var known: Set<Exact> = []

      init(_ evidence: Contact.Evidence) { self.evidence = evidence }

      mutating func tie(_ type: String, _ id: String?, _ qualifier: String) {
        guard let id, known.insert(Exact("\(type):\(id)")).inserted else { return }
        objects.append(("\(type):\(id)", qualifier))
      }
    }
    var order: [Exact] = []
    var told: [Exact: Told] = [:]
    for contact in contacts {
      for evidence in contact.evidence {
        let id = Exact(evidence.event)
        if told[id] == nil {
          told[id] = Told(evidence)
          order.append(id)
        }
        told[id]?.tie("contact", contact.id, evidence.role.rawValue)
        told[id]?.tie("client", contact.client, "of")
        told[id]?.tie("person", contact.person, "by")
        let isAnswer =
          evidence.role == .answer && evidence.at == contact.answered
          || evidence.role == .opened && contact.matchedBy == .live
        if isAnswer { told[id]?.tie("technician", contact.answeredBy, "answered by") }
      }
    }
    for id in order {
      guard let event = told[id] else { continue }
      line.object { line in
        line.add("id", id.text)
        line.add("type", event.evidence.role.rawValue)
        line.add("time", event.evidence.at)
        line.key("attributes")
        line.array { line in
          line.object {
            $0.add("name", "source")
            $0.add("value", event.evidence.place.source)
          }
          line.object {
            $0.add("name", "offset")
            $0.add("value", event.evidence.place.offset)
          }
        }
        line.key("relationships")
        line.array { line in
          for (object, qualifier) in event.objects {
            line.object {
              $0.add("objectId", object)
              $0.add("qualifier", qualifier)
            }
          }
        }
      }
    }
  }
}
