import ArgumentParser
import Contacts
import Glibc
import Intake
import Pipeline
import Records
import Reports

/// The state as the commands use it: what fails ends the command with a sentence.
struct KeptState {
  private let database: StateDatabase

  fileprivate init(_ database: StateDatabase) { self.database = database }

  func kept() throws -> [Settlement] {
    try told { () throws(StateDatabase.Failure) in try database.settlements() }
  }
  /// The key by which names are told apart where they are not to be told.
  func redaction() throws -> Redaction {
    var random = SystemRandomNumberGenerator()
    let new = (0..<4).map { _ in String(random.next(), radix: 16) }.joined()
    return Redaction(
      key: try told { () throws(StateDatabase.Failure) in
        try database.secret("redaction", otherwise: new)
      })
  }

  func keep(_ settlement: Settlement) throws {
    try told { () throws(StateDatabase.Failure) in try database.settle(settlement) }
  }

  func takeBack(_ contact: String) throws {
    _ = try told { () throws(StateDatabase.Failure) in try database.unsettle(contact) }
  }

  /// Reads what is new, keeps it, and matches all that is known.
  func night(
    _ configuration: Configuration, _ inputs: [Intake.Input], _ settings: Settings,
    asOf: Timestamp?, isDry: Bool = false, crashes: CrashNotes? = nil,
    reject: @escaping (Reject) -> Void
  ) throws -> (outcome: Passage.Outcome, reading: Night.Reading) {
    let night = Night(
      configuration, database, program: Ringback.configuration.version, now: .now,
      crashes: crashes)
    return try told { () throws(StateDatabase.Failure) in
      try night.run(inputs, settings: settings, asOf: asOf, isDry: isDry, reject: reject)
    }
  }

  /// What the last night knew, where nothing has changed since.
  fileprivate func known(
    _ configuration: Configuration, _ inputs: [Intake.Input], _ settings: Settings,
    asOf: Timestamp?
  ) throws -> Passage.Outcome? {
    let night = Night(
      configuration, database, program: Ringback.configuration.version, now: .now)
    return try told { () throws(StateDatabase.Failure) in
      try night.known(inputs, settings: settings, asOf: asOf)
    }
  }

  func recent(_ count: Int) throws -> [RunRecord] {
    try told { () throws(StateDatabase.Failure) in try database.runs(limit: count) }
  }

  /// A run that begins now.
  func begin() throws -> RunRecord {
    let began = Timestamp.now
    return RunRecord(
      number: try told { () throws(StateDatabase.Failure) in try database.beginRun(at: began) },
      began: began)
  }

  func end(_ run: RunRecord) throws {
    try told { () throws(StateDatabase.Failure) in try database.end(run) }
  }
}

private func told<T>(_ step: () throws(StateDatabase.Failure) -> T) throws -> T {
  do {
    return try step()
  } catch {
    throw Stop(error)
  }
}

extension Stop {
  fileprivate init(_ failure: StateDatabase.Failure) {
    switch failure {
    case .newer(let path, let found, let known):
      self.init(
        .configuration,
        "\(path): written by a newer ringback (version \(found) of the tables, this one knows "
          + "\(known)); use that one")
    case .notPrivate(let path):
      self.init(
        .configuration, "\(path): others may read it, or it is not ours; chmod 600 and chown it")
    case .damaged(let path):
      self.init(
        .cannotWrite,
        "\(path): damaged; move it away, and restore it from a backup if you can: it "
          + "holds what people have settled")
    case .cannotOpen(let path, let errno):
      self.init(.cannotCreate, "\(path): cannot be opened: \(Complaint.describe(errno))")
    case .failed(let path, let code):
      self.init(.cannotWrite, "\(path): cannot be read or written (SQLite's code \(code))")
    }
  }
}

extension Configuration {
  /// Opens the state; the directory is made where there is none.
  func openState() throws -> KeptState {
    let database = try told { () throws(StateDatabase.Failure) in try StateDatabase(in: state) }
    return KeptState(database)
  }

  /// The state, where a run has made it.
  func stateIfAny() throws -> KeptState? {
    access(state + "/state.sqlite", F_OK) == 0 ? try openState() : nil
  }

  /// What a run would do about each source.
  func steps(_ inputs: [Intake.Input]) throws -> [String] {
    guard let state = try stateIfAny() else {
      return inputs.map { $0.name + ": read whole" }
    }
    return try state.night(
      self, inputs, settings, asOf: nil, isDry: true, reject: { _ in }
    ).reading.steps
  }

  /// The settings with what people have settled.
  func settledSettings() throws -> Settings {
    var settings = settings
    settings.settlements = try stateIfAny()?.kept() ?? []
    return settings
  }

  /// What is to be told, with pseudonyms where `privacy: redact` asks for them.
  func leaving(_ input: ReportInput) throws -> ReportInput {
    guard redact else { return input }
    try makeStateDirectory()
    return try openState().redaction().redacted(input)
  }

  private func makeStateDirectory() throws {
    do {
      try Publishing.makeDirectory(state)
    } catch {
      throw Stop(
        .cannotCreate, "\(error.path): cannot be created: \(Complaint.describe(error.errno))")
    }
  }

  /// Keeps other runs away until the lock that it gives is let go.
  func lock() throws -> RunLock {
    do {
      return try RunLock.take(in: state)
    } catch {
      switch error {
      case .held:
        throw Stop(.locked, "\(state): another run holds the lock; this one did nothing")
      case .cannotCreate(let path, let errno):
        throw Stop(.cannotCreate, "\(path): cannot be created: \(Complaint.describe(errno))")
      }
    }
  }

  /// All contacts: as the last run kept them, where nothing has changed since, and otherwise from
  /// the sources.
  func outcome(
    of inputs: [Intake.Input], _ settings: Settings, asOf: Timestamp? = nil
  ) throws -> Passage.Outcome {
    if let known = try stateIfAny()?.known(self, inputs, settings, asOf: asOf) { return known }
    return Progress.during(inputs) { Passage(settings, asOf: asOf).run(inputs) { _ in } }
  }

  /// The one contact whose id begins so.
  func contact(beginning id: String, settings: Settings) throws -> Contact {
    let (inputs, _) = inputs()
    let outcome = try outcome(of: inputs, settings)
    for failure in outcome.failures { Complaint.say(failure.sentence) }
    let found = outcome.contacts.filter { $0.id.utf8.starts(with: id.utf8) }
    guard let one = found.first else {
      throw Stop(.noInput, "no contact has an id that begins so; the reports list the ids")
    }
    guard found.count == 1 else {
      throw Stop(.usage, "\(found.count) contacts have ids that begin so; give more of it")
    }
    return one
  }
}

extension Timestamp {
  /// The one clock of the program.
  static var now: Timestamp { Timestamp(time(nil)) }
}

extension Contact {
  /// The time of the last attempt that belongs to it.
  var lastAttempt: Timestamp {
    self.evidence.filter { [.opened, .attempt, .echo].contains($0.role) }.map(\.at).max()
      ?? self.opened
  }
}
