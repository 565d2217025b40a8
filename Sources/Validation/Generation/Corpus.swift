// SPDX-License-Identifier: Apache-2.0

/// Pieces of scenarios that reached something first: what random sequences go on from.
struct Corpus: Sendable {
    struct Entry: Sendable {
        /// Requests without what makes and opens the device.
        var requests: [String]
        /// What the last of them reached first.
        var blocks: [Int]
        /// The values that lead on from there were tried in all registers.
        var isSwept = false

        /// Whether what it reached depends on the device's registers, and not on the request alone.
        var dependsOnRegisters: Bool {
            guard let last = requests.last else { return false }
            return last.hasPrefix("pwrite ") || last.hasPrefix("pread ") || last.contains("DEVICE_QUERY_GFX_PLANE")
                || last.contains("DEVICE_GET_GFX_DMABUF") || last.hasPrefix("m")
        }
    }

    private(set) var entries: [Entry] = []
    /// Of what reached something, the last so many requests; those before them are seldom needed.
    private static let length = 80

    mutating func add(_ scenario: GeneratedScenario, until index: Int, blocks: [Int]) {
        let requests = Self.requests(scenario, until: index)
        guard !requests.isEmpty else { return }
        entries.append(Entry(requests: Array(requests.suffix(Self.length)), blocks: blocks))
    }

    /// To the device, up to a step.
    static func requests(_ scenario: GeneratedScenario, until index: Int) -> [String] {
        let end = min(index, scenario.steps.count - 1)
        guard end >= 0 else { return [] }
        return scenario.steps[...end].filter { !$0.isSetup && $0.request.isOfOneDevice }.map(\.request)
    }

    /// The latest entries that were not swept yet.
    /// - Parameter isWorth: whether an entry is to be.
    mutating func takeUnswept(_ limit: Int, where isWorth: (Entry) -> Bool) -> [Entry] {
        var taken: [Entry] = []
        for index in entries.indices.reversed() where !entries[index].isSwept && taken.count < limit {
            entries[index].isSwept = true
            if entries[index].dependsOnRegisters, isWorth(entries[index]) { taken.append(entries[index]) }
        }
        return taken
    }
}

extension String {
    /// Requests to the one device that a random sequence has open.
    fileprivate var isOfOneDevice: Bool {
        if ["ioctl on=device ", "eventfd_read ", "mmap on=file ", "mapped ", "close what=file"].contains(
            where: hasPrefix)
        {
            return true
        }
        return (hasPrefix("pread ") || hasPrefix("pwrite ")) && !contains(" on=") && !contains("buf=")
    }
}
