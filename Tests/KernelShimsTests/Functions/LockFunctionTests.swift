// SPDX-License-Identifier: Apache-2.0
import KernelShims
import Machine
import Testing

/// Prototypes and static locks for programs that lock and wait.
let waitingPrelude = """
    struct list_head { struct list_head *next, *prev; };
    struct lock_class_key { };
    struct mutex { long owner; int wait_lock, osq; struct list_head wait_list; };
    struct rw_semaphore { long count, owner; int osq, wait_lock; struct list_head wait_list; };
    struct semaphore { int lock; u32 count; struct list_head wait_list; };
    typedef struct { u32 v; } spinlock_t; typedef struct { u32 v; } rwlock_t;
    #define DEFINE_MUTEX(m) struct mutex m = { .wait_list = { &m.wait_list, &m.wait_list } }
    #define DEFINE_RWSEM(s) struct rw_semaphore s = { .wait_list = { &s.wait_list, &s.wait_list } }
    #define DEFINE_SEMAPHORE(s, n) struct semaphore s = { .count = n, .wait_list = { &s.wait_list, &s.wait_list } }
    void __mutex_init(struct mutex *m, const char *name, struct lock_class_key *key);
    #define mutex_init(m) do { static struct lock_class_key k; __mutex_init(m, #m, &k); } while (0)
    void mutex_lock(struct mutex *m); int mutex_lock_interruptible(struct mutex *m); int mutex_trylock(struct mutex *m);
    void mutex_unlock(struct mutex *m); bool mutex_is_locked(struct mutex *m); void mutex_destroy(struct mutex *m);
    void mutex_lock_nested(struct mutex *m, u32 c);
    void spin_lock(spinlock_t *l); void spin_unlock(spinlock_t *l); int spin_trylock(spinlock_t *l); void spin_lock_irq(spinlock_t *l);
    void spin_unlock_irq(spinlock_t *l); void spin_lock_bh(spinlock_t *l); void spin_unlock_bh(spinlock_t *l);
    unsigned long _raw_spin_lock_irqsave(spinlock_t *l); void spin_unlock_irqrestore(spinlock_t *l, unsigned long f);
    bool arch_irqs_disabled(void);
    void _raw_read_lock(rwlock_t *l); void _raw_read_unlock(rwlock_t *l); void _raw_write_lock(rwlock_t *l); void _raw_write_unlock(rwlock_t *l);
    int _raw_write_trylock(rwlock_t *l);
    void down_read(struct rw_semaphore *s); void up_read(struct rw_semaphore *s); void down_write(struct rw_semaphore *s);
    void up_write(struct rw_semaphore *s); int down_write_trylock(struct rw_semaphore *s); void downgrade_write(struct rw_semaphore *s);
    int down_read_trylock(struct rw_semaphore *s);
    void sema_init(struct semaphore *s, int n); void down(struct semaphore *s); void up(struct semaphore *s); int down_trylock(struct semaphore *s);
    int down_timeout(struct semaphore *s, long ticks);
    void rcu_read_lock(void); void rcu_read_unlock(void); void synchronize_rcu(void); void msleep(u32 ms);

    """

@Suite struct LockFunctionTests {
    @Test func allKinds() throws {
        try check(
            waitingPrelude + """
                static DEFINE_MUTEX(m); static DEFINE_RWSEM(rw); static DEFINE_SEMAPHORE(sem, 2); static spinlock_t spin; static rwlock_t lock;
                int test(void)
                {
                    struct mutex own; struct semaphore many; unsigned long flags;
                    mutex_init(&own);
                    mutex_lock(&own);
                    CHECK(mutex_is_locked(&own) && !mutex_trylock(&own) && mutex_trylock(&m));
                    mutex_unlock(&own); mutex_unlock(&m);
                    CHECK(!mutex_is_locked(&own) && !mutex_lock_interruptible(&own));
                    mutex_unlock(&own); mutex_destroy(&own);
                    down_read(&rw);
                    CHECK(!down_write_trylock(&rw));
                    up_read(&rw); down_write(&rw);
                    CHECK(!down_read_trylock(&rw));
                    downgrade_write(&rw); up_read(&rw);
                    /* A semaphore has its count in its memory, and its try is the other way round. */
                    down(&sem);
                    CHECK(!down_trylock(&sem) && down_trylock(&sem) == 1 && down_timeout(&sem, 5) == -62);
                    up(&sem); up(&sem);
                    sema_init(&many, 1); down(&many); up(&many); up(&many);
                    CHECK(!down_trylock(&many) && !down_trylock(&many));
                    flags = _raw_spin_lock_irqsave(&spin);
                    CHECK(arch_irqs_disabled() && !spin_trylock(&spin));
                    spin_unlock_irqrestore(&spin, flags);
                    CHECK(!arch_irqs_disabled());
                    spin_lock_irq(&spin); spin_unlock_irq(&spin); spin_lock_bh(&spin); spin_unlock_bh(&spin);
                    _raw_read_lock(&lock); _raw_read_lock(&lock);
                    CHECK(!_raw_write_trylock(&lock));
                    _raw_read_unlock(&lock); _raw_read_unlock(&lock); _raw_write_lock(&lock); _raw_write_unlock(&lock);
                    rcu_read_lock(); rcu_read_unlock(); synchronize_rcu();
                    return 0;
                }
                """)
    }

    static let faults: [(code: String, kind: FaultKind)] = [
        ("mutex_lock(&m); mutex_lock(&m)", .doubleLock), ("mutex_unlock(&m)", .unlockNotHeld),
        ("mutex_lock(&m)", .lockHeldAtReturn), ("spin_lock(&spin); mutex_lock(&m)", .sleepInAtomic),
        ("spin_lock(&spin); kmalloc(8, GFP_KERNEL)", .sleepInAtomic), ("rcu_read_lock(); msleep(1)", .sleepInAtomic),
        ("rcu_read_lock(); synchronize_rcu()", .deadlock), ("rcu_read_unlock()", .unlockNotHeld),
        ("mutex_lock(&zeroed->lock)", .uninitialisedLock), ("mutex_lock(&raw->lock)", .uninitialisedArgument),
        ("spin_lock(&raw->spin)", .uninitialisedArgument),
        ("mutex_init(&zeroed->lock); mutex_lock(&zeroed->lock); kfree(zeroed)", .freedWhileInUse),
        ("mutex_init(&zeroed->lock); kfree(zeroed); mutex_lock(&zeroed->lock)", .useAfterFree),
        (
            "mutex_lock(&m); mutex_lock(&n); mutex_unlock(&n); mutex_unlock(&m); mutex_lock(&n); mutex_lock(&m)",
            .lockOrder
        ),
        ("mutex_lock(&m); mutex_init(&m)", .freedWhileInUse), ("down_read(&rw); up_write(&rw)", .unlockNotHeld),
        ("spin_lock_irq(&spin); spin_unlock(&spin)", .lockHeldAtReturn),
        ("spin_lock_bh(&spin); spin_unlock(&spin)", .lockHeldAtReturn),
        ("mutex_lock((struct mutex *)16)", .nullAccess),
        ("mutex_init(&a); mutex_destroy(&a); mutex_lock(&a)", .uninitialisedLock),
    ]

    @Test(arguments: faults) func fault(_ item: (code: String, kind: FaultKind)) throws {
        let run = try execute(
            waitingPrelude + """
                struct state { struct mutex lock; spinlock_t spin; };
                static DEFINE_MUTEX(m); static DEFINE_MUTEX(n); static DEFINE_RWSEM(rw); static spinlock_t spin;
                int test(void)
                {
                    struct state *zeroed = kzalloc(sizeof(*zeroed), GFP_KERNEL), *raw = kmalloc(sizeof(*raw), GFP_KERNEL);
                    struct mutex a;
                    \(item.code);
                    return 0;
                }
                """)
        #expect(run.fault?.kind == item.kind, "\(run.fault?.message ?? "")")
    }

    /// All locks that one place initialises are of one class.
    @Test func classes() throws {
        let source =
            waitingPrelude + """
                struct state { struct mutex lock; };
                static struct state *make(void)
                {
                    struct state *s = kzalloc(sizeof(*s), GFP_KERNEL);
                    mutex_init(&s->lock);
                    return s;
                }
                int test(void)
                {
                    struct state *a = make(), *b = make();
                    mutex_lock(&a->lock);
                    LOCK(&b->lock);
                    mutex_unlock(&b->lock); mutex_unlock(&a->lock);
                    return 0;
                }
                """
        let plain = try execute("#define LOCK(l) mutex_lock(l)\n" + source)
        #expect(plain.fault?.kind == .lockOrder)
        #expect(
            plain.fault?.message.hasPrefix(
                "the mutex ‘&s->lock’ is taken while the mutex ‘&s->lock’, of the same class") == true)
        let nested = try execute("#define LOCK(l) mutex_lock_nested(l, 1)\n" + source)
        #expect(nested.fault?.message == nil)
    }

    @Test func interruptibleLocksCanBeMadeToFail() throws {
        let source =
            waitingPrelude
            + "static DEFINE_MUTEX(m); int test(void) { int r = mutex_lock_interruptible(&m); if (!r) mutex_unlock(&m); return r; }"
        #expect(try execute(source).int == 0)
        #expect(try execute(source, failing: [1]).int == -4)
    }

    /// kfree_rcu() and call_rcu() free when the readers are gone.
    @Test func gracePeriods() throws {
        let run = try execute(
            waitingPrelude + """
                struct rcu_head { struct rcu_head *next; void (*func)(struct rcu_head *); };
                struct item { int value; struct rcu_head rcu; };
                void call_rcu(struct rcu_head *h, void (*f)(struct rcu_head *)); void kvfree_call_rcu(struct rcu_head *h, void *p);
                static int freed;
                static void release(struct rcu_head *h)
                {
                    freed = ((struct item *)((char *)h - 8))->value;
                    kfree((char *)h - 8);
                }
                int test(void)
                {
                    struct item *a = kzalloc(sizeof(*a), GFP_KERNEL), *b = kzalloc(sizeof(*b), GFP_KERNEL);
                    a->value = b->value = 5;
                    rcu_read_lock();
                    call_rcu(&a->rcu, release);
                    kvfree_call_rcu(&b->rcu, (void *)8);
                    CHECK(!freed && a->value == 5 && b->value == 5);
                    rcu_read_unlock();
                    synchronize_rcu();
                    CHECK(freed == 5);
                    return b->value;
                }
                """)
        #expect(run.fault?.kind == .useAfterFree)
    }
}
