// SPDX-License-Identifier: Apache-2.0

/// Scenarios that are made from what a driver says of itself, one for each thing that users do. Each begins with the
/// loading of the modules and undoes at its end what it did.
struct GeneratedParts {
    let profile: DriverProfile
    let values: ValueDictionary

    /// Types beyond these are only made and removed.
    private static let typeLimit = 4
    /// Dynamic debugging.
    static let debugging = "dyndbg=+p"
    /// Of the code's own numbers, written to each attribute.
    private static let numberLimit = 40
    /// More operations are cut from a part.
    static let stepLimit = 900

    func all() -> [GeneratedScenario] {
        var parts = [attributes(), creation(), limits()]
        for (number, type) in profile.types.prefix(Self.typeLimit).enumerated() {
            parts.append(ioctls(type))
            parts.append(edges(type))
            parts.append(interrupts(type))
            parts.append(states(type))
            // What the registers of the others do is the same code.
            if number == 0 || type.device != profile.types[0].device {
                parts += registers(type, limit: number == 0 ? Self.stepLimit : Self.stepLimit / 4)
            }
            if let mapping = mappings(type) { parts.append(mapping) }
        }
        parts += lifecycles()
        parts += loading()
        return parts.filter { !$0.steps.isEmpty }
    }

    /// Loads, does something, unloads.
    func part(
        _ name: String, parameters: String? = nil, trait: GeneratedScenario.Trait? = nil,
        _ body: (inout Script) -> Void
    ) -> GeneratedScenario {
        var script = Script(isBigEndian: profile.isBigEndian)
        script.load(profile.modules, parameters: parameters)
        body(&script)
        script.unload(profile.modules)
        return GeneratedScenario(name, steps: script.steps, trait: trait)
    }

    /// The same with the device of an mdev open.
    func devicePart(
        _ name: String, _ type: DriverProfile.MdevType, parameters: String? = nil, _ body: (inout Script) -> Void
    ) -> GeneratedScenario {
        part(name, parameters: parameters) { script in
            script.create(type.name, 1)
            script.open(1, asking: type.device)
            body(&script)
            script.close()
            script.remove(1)
        }
    }

    // MARK: Files in sysfs

    /// Every attribute of parents, types, mdevs and parameters is read and written, with texts that make sense and others.
    private func attributes() -> GeneratedScenario {
        part("attributes") { script in
            for file in profile.parentFiles where !Self.isAction(file.path) { access(file, &script) }
            for parameter in profile.parameters {
                access(
                    .init(path: "/sys/module/\(parameter.module)/parameters/\(parameter.name)", mode: 0o644), &script)
            }
            for (number, type) in profile.types.enumerated() {
                script.create(type.name, number + 1)
                for file in type.attributes where !Self.isAction(file.path) {
                    let path = MdevSubject.path(Script.uuid(number + 1)) + "/" + file.path
                    access(.init(path: path, mode: file.mode), &script)
                }
            }
            for number in profile.types.indices { script.remove(number + 1) }
        }
    }

    /// What writing to these does is not the driver's; other parts do it on purpose.
    static func isAction(_ path: String) -> Bool {
        guard let name = path.split(separator: "/").last else { return true }
        return ["create", "remove", "uevent", "bind", "unbind"].contains(name)
    }

    private func access(_ file: DriverProfile.File, _ script: inout Script) {
        script.topic = "attribute \(file.path)"
        script.add("sysfs_read path=\(file.path)")
        if file.mode & 0o222 == 0 {
            script.add("sysfs_open path=\(file.path) mode=write")
            return
        }
        for text in [
            "1\n", "0\n", "", "\n", "-1\n", "4294967296\n", "nonsense\n", "0x10", String(repeating: "9", count: 60),
        ] {
            script.add("sysfs_write path=\(file.path) data=\(Script.quoted(text))")
        }
        // What the code compares with, and what is beside it.
        for number in values.constants.filter({ $0 < 1 << 32 }).prefix(Self.numberLimit) {
            for number in [number == 0 ? 0 : number - 1, number, number + 1] {
                script.add("sysfs_write path=\(file.path) data=\(Script.quoted("\(number)"))")
            }
        }
        script.add("sysfs_read path=\(file.path)")
    }

    // MARK: Making mdevs

    private func creation() -> GeneratedScenario {
        part("creation of mdevs") { script in
            guard let type = profile.types.first else { return }
            let uuid = Script.uuid(1)
            script.topic = "create"
            for text in [
                "", "\n", "1", String(uuid.dropLast()), uuid + "12", uuid.replacing("-", with: "_"), uuid + "\n", uuid,
                uuid.uppercased(),
            ] {
                script.add("create type=\(type.name) data=\(Script.quoted(text))")
            }
            script.add("exists uuid=\(uuid)")
            script.topic = "remove"
            for text in ["", "0", "x", "1\n", "1"] {
                script.add("remove uuid=\(uuid) data=\(Script.quoted(text))")
            }
            script.add("exists uuid=\(uuid)")
            // The same again, and one of every type beside each other.
            for (number, type) in profile.types.enumerated() { script.create(type.name, number + 1) }
            available(&script)
            for number in profile.types.indices { script.remove(number + 1) }
            available(&script)
        }
    }

    private func available(_ script: inout Script) {
        script.add("available" + profile.types.reduce(into: "") { $0 += " \($1.name)=" })
    }

    /// More mdevs than there can be.
    private func limits() -> GeneratedScenario {
        part("more mdevs than there can be") { script in
            for type in profile.types.prefix(Self.typeLimit) {
                for number in 1...26 { script.create(type.name, number) }
                available(&script)
                for number in 1...26 { script.remove(number) }
            }
        }
    }

    // MARK: Loading

    /// Modules with other parameters.
    private func loading() -> [GeneratedScenario] {
        var texts = [Self.debugging, "nosuchparameter=1"]
        for parameter in profile.parameters {
            texts += ["0", "1", "2", "-1", "65536", "nonsense", ""].map { "\(parameter.name)=\($0)" }
        }
        return texts.enumerated().map { number, text in
            part("loaded with \(text.isEmpty ? "nothing" : text)", parameters: text) { script in
                for (index, type) in profile.types.prefix(Self.typeLimit).enumerated() {
                    script.create(type.name, index + 1)
                }
                available(&script)
                if let type = profile.types.first {
                    script.open(1, asking: number == 0 ? type.device : nil)
                    for region in type.device.areas {
                        script.topic = "region \(region.index)"
                        script.read(region.offset, min(4, region.size))
                        if number == 0 { writeSome(region, &script) }
                    }
                    script.close()
                }
                for index in profile.types.prefix(Self.typeLimit).indices { script.remove(index + 1) }
            }
        }
    }

    /// Every register of a region with two values.
    private func writeSome(_ region: DriverProfile.Region, _ script: inout Script) {
        for width in [1, 2, 4] {
            for position in registerPositions(region, width).prefix(60) {
                script.topic = "region \(region.index) at \(position)"
                for value: UInt64 in [1, 0xff] { script.write(region.offset + position, value, width) }
                script.read(region.offset + position, UInt64(width))
            }
        }
    }
}
