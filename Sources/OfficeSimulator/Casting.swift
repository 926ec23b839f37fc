import Records

/// Finds the people for a story, tells it, and remembers what it leaves behind.
struct Casting: Sendable {
  private let time: WorkingTime
  private let seed: Random
  private var random: Random
  private let plain: [Story]
  private let totalWeight: Double
  private let ofQuirk: [[Story]]
  /// How often each quirk was told, so that all its variants have their turn.
  private var turns: [Int]
  private var serial = 0
  private var channelsMade = 0
  private var ticketsMade = 1000
  /// Withheld numbers are told apart by time alone.
  private var withheldFreeFrom = Timestamp(0)

  init(options: OfficeOptions, time: WorkingTime, random: Random) {
    self.time = time
    self.random = random
    seed = random
    var channels: Story.Channels = []
    if options.mail { channels.insert(.mail) }
    if options.calls { channels.insert(.calls) }
    if options.helpdesk { channels.insert(.helpdesk) }
    if options.helpdeskDialect == .zendesk { channels.insert(.submitters) }
    let possible = Story.all.filter { $0.needs.isSubset(of: channels) }
    plain = possible.filter { $0.quirk == nil }
    totalWeight = plain.reduce(0) { $0 + $1.weight }
    ofQuirk = Quirk.allCases.map { quirk in possible.filter { $0.quirk == quirk } }
    turns = Array(repeating: 0, count: Quirk.allCases.count)
  }

  /// Tells a story of that kind; nothing where no channel is left to tell any.
  mutating func stage(
    _ choice: Schedule.Choice, at start: Timestamp, directory: inout Directory
  ) -> Scene? {
    guard let story = story(choice) else { return nil }
    serial += 1
    var start = start
    var indices: [Int] = []
    var person = Person(name: "", addresses: [], user: 0)
    var inDirectory = true
    let firm = random.int(0...directory.firms.count - 1)
    switch story.cast {
    case .person, .personWithTwoAddresses:
      let two = if case .personWithTwoAddresses = story.cast { true } else { false }
      indices = [find(story, in: firm, at: start, two: two, besides: nil, &directory)]
    case .colleagues:
      let one = find(story, in: firm, at: start, two: false, besides: nil, &directory)
      indices = [one, find(story, in: firm, at: start, two: false, besides: one, &directory)]
    case .sharedLine, .personWithoutAddress:
      let shared = if case .sharedLine = story.cast { true } else { false }
      let line =
        shared ? directory.firms[firm].sharedLine : directory.firms[firm].withoutAddress
      guard directory.people[line].freeFrom <= start else {
        return stage(.plain, at: start, directory: &directory)
      }
      indices = [line]
    case .newcomer:
      person = directory.visitor(
        of: firm, serial: serial, address: true, number: false, random: &random)
      inDirectory = false
    case .stranger(let address, let number):
      person = directory.visitor(
        of: nil, serial: serial, address: address, number: number, random: &random)
      inDirectory = false
    case .withheld:
      start = max(start, withheldFreeFrom)
      inDirectory = false
    case .nobody: inDirectory = false
    }
    if let index = indices.first { person = directory.people[index] }

    var scene = Scene(
      serial: serial, quirk: story.quirk, time: time, firms: directory.firms,
      random: seed.stream(serial), now: start, person: person,
      colleague: indices.count > 1 ? directory.people[indices[1]] : nil,
      channelsMade: channelsMade, ticketsMade: ticketsMade)
    scene.inDirectory = inDirectory
    story.tell(&scene)
    channelsMade = scene.channelsMade
    ticketsMade = scene.ticketsMade

    for index in indices { directory.people[index].freeFrom = scene.ends + 7200 }
    if case .withheld = story.cast { withheldFreeFrom = scene.ends + 1200 }
    if let index = indices.first {
      switch scene.aftermath {
      case .free: break
      case .mailOnly: directory.people[index].mailOnly = true
      case .retired: directory.retire(index)
      }
    }
    return scene
  }

  private mutating func story(_ choice: Schedule.Choice) -> Story? {
    if case .quirk(let quirk) = choice, let index = Quirk.allCases.firstIndex(of: quirk),
      !ofQuirk[index].isEmpty
    {
      turns[index] += 1
      return ofQuirk[index][(turns[index] - 1) % ofQuirk[index].count]
    }
    var point = random.fraction() * totalWeight
    for story in plain {
      point -= story.weight
      if point < 0 { return story }
    }
    return plain.last
  }

  /// Somebody whose earlier stories cannot touch this one; a new person where nobody is free.
  private mutating func find(
    _ story: Story, in firm: Int, at start: Timestamp, two: Bool, besides: Int?,
    _ directory: inout Directory
  ) -> Int {
    let active = directory.firms[firm].active
    for _ in 0..<8 where !active.isEmpty {
      let index = random.pick(active)
      let person = directory.people[index]
      if person.freeFrom <= start, index != besides, !two || person.addresses.count > 1,
        !person.mailOnly || !story.needs.contains(.calls)
      {
        return index
      }
    }
    var index = directory.hire(by: firm, random: &random)
    while two && directory.people[index].addresses.count < 2 {
      index = directory.hire(by: firm, random: &random)
    }
    return index
  }
}
