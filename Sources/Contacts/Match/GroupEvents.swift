import Records

/// The events of one group in the order of time, its messages and tickets numbered from 0 on.
struct GroupEvents {
  let all: Events
  /// Their places among all.
  private let members: [UInt32]
  private let numbers: MatterNumbers

  /// - Parameter numbers: lent to this group until the next one is made with them.
  init(_ all: Events, _ members: [UInt32], _ numbers: MatterNumbers) {
    self.all = all
    self.members = members
    self.numbers = numbers
    numbers.clear()
    for i in members {
      let sight = all.sights[Int(i)]
      numbers.add(sight.message)
      numbers.add(sight.ticket)
      numbers.add(sight.bounced)
      for id in all.replyTo(sight) { numbers.add(id) }
      for id in all.references(sight) { numbers.add(id) }
    }
  }

  var count: Int { members.count }
  /// How many different Message-IDs and tickets there are.
  var countOfMatters: Int { numbers.count }

  /// Where an event of the group stands among all.
  func place(_ i: Int) -> UInt32 { members[i] }

  subscript(_ i: Int) -> Sight {
    var sight = all.sights[Int(members[i])]
    sight.message = local(sight.message)
    sight.ticket = local(sight.ticket)
    sight.bounced = local(sight.bounced)
    return sight
  }

  /// The group's number of a Message-ID or ticket.
  func local(_ matter: UInt32) -> UInt32 {
    matter == TextTable.none ? matter : numbers[matter]
  }

  /// As in ``Events``: with the numbers that these have among all.
  func replyTo(_ sight: Sight) -> ArraySlice<UInt32> { all.replyTo(sight) }
  func references(_ sight: Sight) -> ArraySlice<UInt32> { all.references(sight) }

  func addressed(_ sight: Sight) -> ArraySlice<UInt32> { all.addressed(sight) }
  func answered(_ sight: Sight) -> Int? { all.answered(sight) }
  func ended(_ sight: Sight) -> Int? { all.ended(sight) }
  func talkS(_ sight: Sight) -> Int? { all.talkS(sight) }
  func tellsWait(_ sight: Sight) -> Bool { all.tellsWait(sight) }
  func end(_ sight: Sight) -> Int { all.end(sight) }
}

/// The numbers that the messages and tickets of all events have in one group.
///
/// One for many groups in turn, so that small ones cost no more than they hold.
final class MatterNumbers {
  private var numbers: [UInt32]
  private var used: [UInt32] = []

  init(count: Int) { numbers = [UInt32](repeating: TextTable.none, count: count) }

  var count: Int { used.count }

  subscript(_ matter: UInt32) -> UInt32 { numbers[Int(matter)] }

  func add(_ matter: UInt32) {
    guard matter != TextTable.none, numbers[Int(matter)] == TextTable.none else { return }
    numbers[Int(matter)] = UInt32(truncatingIfNeeded: used.count)
    used.append(matter)
  }

  func clear() {
    for matter in used { numbers[Int(matter)] = TextTable.none }
    used.removeAll(keepingCapacity: true)
  }
}
