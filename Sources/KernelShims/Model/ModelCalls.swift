// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

// From the machine into the model and back: errors.
extension Kernel {
    /// What code of the model gives. Its errors are results; what is none ends the machine's task.
    func result<Value>(of body: () throws -> Value) throws(Stop) -> Result<Value, Errno> {
        do {
            return .success(try body())
        } catch let errno as Errno {
            return .failure(errno)
        } catch let stop as Stop {
            throw stop
        } catch let stop as ModelStop {
            throw self.stop(stop)
        } catch {
            throw .unsupported("\(error)")
        }
    }

    /// What ends a task of the model, as the machine says it.
    public func stop(_ stop: ModelStop) -> Stop {
        switch stop {
        case .deadlock(let text): .fault(.deadlock, text)
        case .oops(let text): .fault(.bug, text)
        case .abandoned: .abandoned
        case .unsupported(let text): .unsupported(text)
        }
    }
}

extension KernelCall {
    /// Calls the model. Its errors are results; what is none ends the machine's task.
    func model<Result>(_ body: () throws -> Result) throws(Stop) -> Swift.Result<Result, Errno> {
        let kernel = try kernel
        let task = machine.tasks.current.number
        kernel.modelCalls[task, default: []].append(name)
        let result = try kernel.result(of: body)
        kernel.modelCalls[task]?.removeLast()
        return result
    }

    /// 0 or a negative int.
    func status(_ body: () throws -> Void) throws(Stop) -> UInt64 {
        switch try model(body) {
        case .success: 0
        case .failure(let errno): .error(errno)
        }
    }

    /// A pointer or ERR_PTR().
    func pointer(_ body: () throws -> UInt64) throws(Stop) -> UInt64 {
        switch try model(body) {
        case .success(let address): address
        case .failure(let errno): .errorPointer(errno)
        }
    }

    /// For functions that return nothing: an error is none that a caller sees.
    func perform(_ body: () throws -> Void) throws(Stop) -> UInt64 {
        _ = try model(body)
        return 0
    }
}

extension Machine {
    /// Calls a function of the program that returns an int, 0 or an error.
    /// - Throws: `Errno` that it returns, `Stop` where the program stops.
    @discardableResult
    func callStatus(_ function: UInt64, as signature: Signature, _ arguments: [UInt64]) throws -> Int32 {
        let result = Int32(truncatingIfNeeded: try call(function, as: signature, arguments))
        if let errno = Errno(result: result) { throw errno }
        return result
    }

    /// The same for long and ssize_t.
    @discardableResult
    func callSize(_ function: UInt64, as signature: Signature, _ arguments: [UInt64]) throws -> Int {
        let result = Int(Int64(bitPattern: try call(function, as: signature, arguments)))
        if result < 0, result >= -Int(Errno.largest) { throw Errno(rawValue: Int32(-result)) }
        return result
    }
}
