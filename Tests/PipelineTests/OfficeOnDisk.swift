import Contacts
import Intake
import OfficeSimulator
import Pipeline
import Records
import TestSupport

/// An office's exports in a folder of their own, and the contacts that are found in them.
struct OfficeOnDisk {
  let folder: TemporaryFolder
  let truth: [TrueContact]
  var names: [String]

  init(seed: UInt64, _ change: (inout OfficeOptions) -> Void = { _ in }) throws {
    var options = OfficeOptions()
    change(&options)
    try self.init(Office(seed: seed, options: options).files())
  }

  init(_ office: OfficeFiles) throws {
    folder = try TemporaryFolder()
    for (name, bytes) in office.files { try folder.write(name, bytes) }
    truth = office.contacts
    names = office.files.keys.filter {
      $0.hasSuffix(".mbox") || $0.hasSuffix(".csv") || $0.hasSuffix(".xml")
    }
    .sorted()
  }

  var settings: Settings {
    get throws { try Configuration(file: folder("pipeline.yml")).settings }
  }

  /// As pipeline.yml says.
  func run() throws -> Passage.Outcome {
    let configuration = try Configuration(file: folder("pipeline.yml"))
    return Passage(configuration.settings).run(configuration.inputs().inputs) { _ in }
  }

  /// These files in this order, read as pipeline.yml would.
  func run(_ names: [String]) throws -> Passage.Outcome {
    let settings = try settings
    let inputs = names.map { name in
      var options = ReaderOptions()
      if name.hasSuffix(".csv") { options.zone = settings.provider.zone }
      return Intake.Input(name: name, path: folder(name), options: options)
    }
    return Passage(settings).run(inputs) { _ in }
  }
}

/// What matters of a contact, in words: the same for what was found and for what is true.
struct Outline: Hashable, CustomStringConvertible {
  var key: String
  var found: String

  var description: String { "\(key): \(found)" }

  init(_ contact: Contact) {
    key = "\(contact.person ?? "nobody") \(contact.opened)"
    found = [
      contact.client ?? "no client", contact.channel.rawValue, contact.state.rawValue,
      contact.answered?.description ?? "-", contact.answeredBy ?? "-",
      contact.answeredThrough?.rawValue ?? "-", "\(contact.attempts)",
      contact.matchedBy?.rawValue ?? "-",
    ].joined(separator: " ")
  }

  init(_ truth: TrueContact) {
    key = "\(truth.person ?? "nobody") \(truth.opened)"
    found = [
      truth.client ?? "no client", truth.channel, truth.state, truth.answered?.description ?? "-",
      truth.answeredBy ?? "-", truth.answeredThrough ?? "-", "\(truth.attempts)",
      truth.matchedBy ?? "-",
    ].joined(separator: " ")
  }
}

/// Contacts as lines, without the places of their evidence.
func linesWithoutPlaces(_ contacts: [Contact]) -> [String] {
  contacts.map { contact in
    var contact = contact
    contact.evidence = contact.evidence.map {
      Contact.Evidence(
        event: $0.event, at: $0.at, place: Place(source: "-", offset: 0), role: $0.role)
    }
    var line = JSONLine()
    line.write(contact)
    return String(decoding: line.bytes, as: UTF8.self)
  }
}
