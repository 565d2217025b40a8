// SPDX-License-Identifier: Apache-2.0

/// The life of one mdev.
struct MdevRun {
    let session: Session
    let type: String
    let uuid: String

    private var uuidField: TraceField { TraceField("uuid", written: uuid) }

    func perform(module: String?, types: [String]) throws {
        guard try create() else { return }
        try session.available(types)
        let directory = "/sys/bus/mdev/devices/\(uuid)"
        let nodes = try session.tree("\(directory)/.", depth: 3)
        let attributes = AttributeRun(session, directory, nodes)
        try attributes.write()
        if try open() {
            if let module { try session.refcnt(module) }
            try DeviceRun(session: session).perform()
            try QueueRun(session: session).perform()
        }
        try close()
        try attributes.undo()
        try remove()
        try session.succeeds("remove", [uuidField, TraceField("data", text: Array("1".utf8))])
        try session.available(types)
    }

    /// By itself and at the end, as a driver that does not look at the position dies of it.
    func performBeyondEdges() throws {
        guard try create() else { return }
        if try open() { try DeviceRun(session: session).performBeyondEdges() }
        try close()
        try remove()
    }

    private func create() throws -> Bool {
        try session.succeeds("create", [TraceField("type", written: type), TraceField("data", text: Array(uuid.utf8))])
    }

    private func remove() throws {
        try session.perform("remove", [uuidField, TraceField("data", text: Array("1".utf8))])
        try session.perform("exists", [uuidField])
    }

    /// Container, group, device.
    private func open() throws -> Bool {
        let group = try session.perform("iommu_group", [uuidField])
        guard group.result?.isError == false, let id = group.field("id")?.number else { return false }
        guard try session.succeeds("open", [TraceField("path", written: "/dev/vfio/vfio")]) else { return false }
        for (command, argument) in [("GET_API_VERSION", 0), ("CHECK_EXTENSION", 1), ("CHECK_EXTENSION", 3)] {
            try session.ioctl(on: "container", command, TraceField("arg", argument))
        }
        guard try session.succeeds("open", [TraceField("path", written: "/dev/vfio/\(id)")]) else { return false }
        _ = try session.ioctl(on: "group", "GROUP_GET_STATUS", struct: [8, 0])
        guard try session.ioctl(on: "group", "GROUP_SET_CONTAINER", TraceField("container", written: "container")),
            // VFIO_TYPE1v2_IOMMU
            try session.ioctl(on: "container", "SET_IOMMU", TraceField("arg", 3))
        else { return false }
        _ = try session.ioctl(on: "group", "GROUP_GET_STATUS", struct: [8, 0])
        // Two pages of the program, for reading and writing.
        _ = try session.ioctl(
            on: "container", "IOMMU_MAP_DMA", struct: [32, 3, .long(0x1000_0000), .long(0x1000), .long(0x2000)])
        try session.perform("kvm", [TraceField("on", written: "group"), TraceField("do", written: "attach")])
        return try session.ioctl(on: "group", "GROUP_GET_DEVICE_FD", TraceField("name", written: uuid))
    }

    /// What is open of these.
    private func close() throws {
        for name in ["device", "group", "container"] where session.performer.files[name] != nil {
            if name == "container" {
                _ = try session.ioctl(
                    on: "container", "IOMMU_UNMAP_DMA", struct: [24, 0, .long(0x1000), .long(0x2000)])
            }
            if name == "group" {
                try session.perform("kvm", [TraceField("on", written: "group"), TraceField("do", written: "detach")])
            }
            try session.perform("close", [TraceField("what", written: name)])
        }
    }
}
