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

  func write(to take: ReportFile.Sink) {
    var line = JSONLine()
    func pass(_ line: inout JSONLine) { if line.pending >= 1 << 16 { line.drain(take) } }
    line.begin()
    types(&line)
    let contacts = model.apart.flatMap(\.contacts)
    line.key("objects")
    line.beginArray()
    for contact in contacts {
      object(contact, &line)
      pass(&line)
    }
    people(contacts, &line)
    line.endArray()
    line.key("events")
    line.beginArray()
    EvidenceIndex(contacts).forEach { sights in
      write(sights, &line)
      pass(&line)
    }
    line.endArray()
    line.end()
    line.drain(take)
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

  /// - Parameter sights: the event in each contact that has it, the first of which gives its type.
  private func write(
    _ sights: [(contact: Contact, evidence: Contact.Evidence)], _ line: inout JSONLine
  ) {
    guard let event = sights.first?.evidence else { return }
    line.object { line in
      line.add("id", event.event)
      line.add("type", event.role.rawValue)
      line.add("time", event.at)
      line.key("attributes")
      line.array { line in
        line.object {
          $0.add("name", "source")
          $0.add("value", event.place.source)
        }
        line.object {
          $0.add("name", "offset")
          $0.add("value", event.place.offset)
        }
      }
      line.key("relationships")
      line.array { relationships(of: sights, &$0) }
    }
  }

  /// Each object once, with the qualifier by which it came first.
  private func relationships(
    of sights: [(contact: Contact, evidence: Contact.Evidence)], _ line: inout JSONLine
  ) {
    var known: Set<Exact> = []
    func tie(_ type: String, _ id: String?, _ qualifier: String) {
      guard let id, known.insert(Exact("\(type):\(id)")).inserted else { return }
      line.object {
        $0.add("objectId", "\(type):\(id)")
        $0.add("qualifier", qualifier)
      }
    }
    for (contact, evidence) in sights {
      tie("contact", contact.id, evidence.role.rawValue)
      tie("client", contact.client, "of")
      tie("person", contact.person, "by")
      let isAnswer =
        evidence.role == .answer && evidence.at == contact.answered
        || evidence.role == .opened && contact.matchedBy == .live
      if isAnswer { tie("technician", contact.answeredBy, "answered by") }
    }
  }
}

/// In which contacts an event stands, by numbers, since there are several for each contact.
private struct EvidenceIndex {
  private struct Link {
    var contact: UInt32
    /// Its place in the contact's evidence.
    var place: UInt32
  }

  private let contacts: [Contact]
  private var links: [Link] = []
  /// The links of the same event side by side, each event's in the order of sight.
  private var order: [UInt32] = []
  /// Where each event begins in that order, in the order of first sight.
  private var events: [UInt32] = []

  init(_ contacts: [Contact]) {
    self.contacts = contacts
    links.reserveCapacity(contacts.reduce(0) { $0 + $1.evidence.count })
    for (i, contact) in contacts.enumerated() {
      for k in contact.evidence.indices {
        links.append(
          Link(contact: UInt32(truncatingIfNeeded: i), place: UInt32(truncatingIfNeeded: k)))
      }
    }
    var sorted = Array(0..<UInt32(truncatingIfNeeded: links.count))
    sorted.sort { a, b in
      let (first, second) = (event(a), event(b))
      return first == second ? a < b : first < second
    }
    order = sorted
    func begins(_ i: Int) -> Bool { i == 0 || event(sorted[i]) != event(sorted[i - 1]) }
    events.reserveCapacity(sorted.indices.count(where: begins))
    for i in sorted.indices where begins(i) { events.append(UInt32(truncatingIfNeeded: i)) }
    events.sort { sorted[Int($0)] < sorted[Int($1)] }
  }

  private func event(_ link: UInt32) -> Exact {
    let link = links[Int(link)]
    return Exact(contacts[Int(link.contact)].evidence[Int(link.place)].event)
  }

  /// Calls back with each event in each of its contacts.
  func forEach(_ take: ([(contact: Contact, evidence: Contact.Evidence)]) -> Void) {
    var sights: [(contact: Contact, evidence: Contact.Evidence)] = []
    for first in events {
      sights.removeAll(keepingCapacity: true)
      let id = event(order[Int(first)])
      for i in order[Int(first)...] {
        guard event(i) == id else { break }
        let link = links[Int(i)]
        let contact = contacts[Int(link.contact)]
        sights.append((contact, contact.evidence[Int(link.place)]))
      }
      take(sights)
    }
  }
}
