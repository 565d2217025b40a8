// SPDX-License-Identifier: Apache-2.0
import KernelHeaders
import KernelShims
import Machine
import SourceText

/// Which stand-ins a run may take.
public struct StandInChoice: Sendable {
    /// Take those that travel with the program where a function is wanted that only they have.
    public var takesBundled: Bool
    /// C files of the user; all of them are taken.
    public var files: [String]

    public init(takesBundled: Bool = true, files: [String] = []) {
        self.takesBundled = takesBundled
        self.files = files
    }
}

/// A stand-in as it is compiled: with the flags and headers of the file that wants it.
struct StandInRequest {
    var standIn: StandIn
    /// Where messages say that it is.
    var path: String

    init(_ bundled: StandIn) {
        standIn = bundled
        path = Self.bundledFolder + bundled.name + ".c"
    }

    /// No such folder is on disk.
    static let bundledFolder = "/mdevport-stand-ins/"

    /// - Throws: `InputError` for a file that cannot be read.
    init(file: String, settings: InputSettings) throws(InputError) {
        path = PathText.absolute(file, in: settings.workingDirectory)
        guard !FileBytes.isFolder(path), let bytes = FileBytes.read(path) else {
            throw InputError("--stand-in \(file): cannot be read")
        }
        let name = PathText.name(of: path).prefix { $0 != "." }.map { $0 == "-" ? "_" : String($0) }.joined()
        standIn = StandIn(name: name, text: String(decoding: bytes, as: UTF8.self))
    }

    /// - Parameter plan: of the driver's file, whose private headers it may include.
    func emission(like plan: EmissionPlan) -> EmissionRequest {
        var request = plan.request
        request.arguments += [
            "-iquote", PathText.folder(of: plan.request.path), "-DKBUILD_MODNAME=\"\(standIn.name)\"",
            "-DKBUILD_BASENAME=\"\(standIn.name)\"",
        ]
        request.files.append(EmissionRequest.File(path: path, bytes: Array(standIn.text.utf8)))
        request.path = path
        return request
    }
}

/// What files want and do not have, and who could provide it.
struct StandInSearch {
    private var defined: Set<String>
    private let modelled = KernelFunctions.interface.functions

    init(_ modules: [IRModule]) {
        defined = modules.reduce(into: []) { $0.formUnion($1.definedFunctions) }
    }

    mutating func add(_ module: IRModule) { defined.formUnion(module.definedFunctions) }

    /// The functions of a stand-in that a file wants, and that neither the other files nor the kernel have.
    func wanted(_ standIn: StandIn, by module: IRModule) -> [String] {
        let names = Set(standIn.functions)
        return module.wantedFunctions.filter {
            names.contains($0) && !defined.contains($0) && modelled[$0] == nil
        }
    }
}
