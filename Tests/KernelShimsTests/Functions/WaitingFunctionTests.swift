// SPDX-License-Identifier: Apache-2.0
import KernelShims
import Machine
import Testing

@Suite struct WaitingFunctionTests {
    static let work = """
        struct work_struct { long data; struct list_head entry; void (*func)(struct work_struct *); };
        struct workqueue_struct;
        #define INIT_WORK(w, f) do { (w)->data = 0; (w)->entry.next = (w)->entry.prev = &(w)->entry; (w)->func = (f); } while (0)
        bool schedule_work(struct work_struct *w); bool queue_work(struct workqueue_struct *q, struct work_struct *w);
        bool flush_work(struct work_struct *w); bool cancel_work_sync(struct work_struct *w); u32 work_busy(struct work_struct *w);
        struct workqueue_struct *alloc_workqueue(const char *fmt, u32 flags, int max, ...); void destroy_workqueue(struct workqueue_struct *q);
        void flush_workqueue(struct workqueue_struct *q);
        bool schedule_delayed_work(struct work_struct *w, unsigned long delay); bool cancel_delayed_work_sync(struct work_struct *w);
        bool mod_delayed_work(struct workqueue_struct *q, struct work_struct *w, unsigned long delay); bool flush_delayed_work(struct work_struct *w);
        extern struct workqueue_struct *system_wq;

        """

    static let completion = """
        struct completion { u32 done; long lock; struct list_head list; };
        void init_completion(struct completion *c); void complete(struct completion *c); void complete_all(struct completion *c);
        void wait_for_completion(struct completion *c); unsigned long wait_for_completion_timeout(struct completion *c, unsigned long ticks);
        bool try_wait_for_completion(struct completion *c); bool completion_done(struct completion *c);

        """

    static let thread = """
        struct task_struct;
        struct task_struct *kthread_create_on_node(int (*f)(void *), void *data, int node, const char *fmt, ...);
        int wake_up_process(struct task_struct *t); int kthread_stop(struct task_struct *t); bool kthread_should_stop(void);
        void schedule(void); long schedule_timeout(long ticks); struct task_struct *get_current(void);

        """

    @Test func queuedWork() throws {
        try check(
            waitingPrelude + Self.work + """
                static struct work_struct first, second; static int order;
                static void one(struct work_struct *w) { order = order * 10 + 1; }
                static void two(struct work_struct *w) { order = order * 10 + 2; }
                int test(void)
                {
                    struct workqueue_struct *q = alloc_workqueue("%s-%d", 0, 1, "jobs", 3);
                    INIT_WORK(&first, one); INIT_WORK(&second, two);
                    CHECK(schedule_work(&first) && !schedule_work(&first) && (first.data & 1) && work_busy(&first) == 1);
                    CHECK(queue_work(system_wq, &second) && order == 0);
                    CHECK(flush_work(&second) && order == 12 && !(first.data & 1) && !work_busy(&first) && !flush_work(&first));
                    CHECK(queue_work(q, &first) && cancel_work_sync(&first) && !cancel_work_sync(&first) && order == 12);
                    CHECK(queue_work(q, &second));
                    flush_workqueue(q);
                    CHECK(order == 122);
                    queue_work(q, &first);
                    destroy_workqueue(q);
                    CHECK(order == 1221);
                    return 0;
                }
                """)
    }

    @Test func delayedWork() throws {
        try check(
            waitingPrelude + Self.work + """
                static struct work_struct w, never; static int ran;
                static void run(struct work_struct *w) { ran++; }
                int test(void)
                {
                    INIT_WORK(&w, run); INIT_WORK(&never, run);
                    CHECK(schedule_delayed_work(&w, 10) && !schedule_delayed_work(&w, 5) && !ran);
                    msleep(5);
                    CHECK(!ran);
                    msleep(500);
                    CHECK(ran == 1);
                    CHECK(schedule_delayed_work(&never, 100000) && cancel_delayed_work_sync(&never) && !cancel_delayed_work_sync(&never));
                    schedule_delayed_work(&w, 100000);
                    CHECK(mod_delayed_work(system_wq, &w, 1));
                    msleep(500);
                    CHECK(ran == 2);
                    schedule_delayed_work(&w, 100000);
                    CHECK(flush_delayed_work(&w) && ran == 3);
                    return 0;
                }
                """)
    }

    @Test func completions() throws {
        try check(
            waitingPrelude + Self.work + Self.completion + """
                static struct completion c; static struct work_struct w; static int ran;
                static void run(struct work_struct *w) { ran = 1; complete(&c); }
                int test(void)
                {
                    init_completion(&c);
                    CHECK(!completion_done(&c) && !try_wait_for_completion(&c) && wait_for_completion_timeout(&c, 10) == 0);
                    INIT_WORK(&w, run); schedule_work(&w);
                    wait_for_completion(&c);
                    CHECK(ran && !completion_done(&c));
                    complete(&c); complete(&c);
                    CHECK(try_wait_for_completion(&c) && wait_for_completion_timeout(&c, 7) == 7 && !try_wait_for_completion(&c));
                    complete_all(&c);
                    wait_for_completion(&c); wait_for_completion(&c);
                    CHECK(completion_done(&c));
                    return 0;
                }
                """)
    }

    @Test func threads() throws {
        try check(
            waitingPrelude + Self.thread + """
                static int rounds; static struct task_struct *seen;
                static int loop(void *data)
                {
                    seen = get_current();
                    while (!kthread_should_stop()) { rounds += *(int *)data; msleep(1); }
                    return 42;
                }
                static int unused(void *data) { rounds = 1000; return 1; }
                int test(void)
                {
                    int step = 3;
                    struct task_struct *t = kthread_create_on_node(loop, &step, -1, "loop/%d", 1), *n;
                    CHECK(!IS_ERR(t) && !rounds);
                    CHECK(wake_up_process(t));
                    msleep(10);
                    CHECK(rounds >= 3 && rounds % 3 == 0 && seen == t && get_current() != t);
                    CHECK(kthread_stop(t) == 42);
                    n = kthread_create_on_node(unused, NULL, -1, "n");
                    CHECK(kthread_stop(n) == -4 && rounds < 1000);
                    return 0;
                }
                """)
    }

    @Test func waitQueues() throws {
        try check(
            waitingPrelude + Self.work + """
                struct wait_queue_head { spinlock_t lock; struct list_head head; };
                struct wait_queue_entry { u32 flags; void *private; int (*func)(struct wait_queue_entry *, u32, int, void *); struct list_head entry; };
                void __init_waitqueue_head(struct wait_queue_head *q, const char *name, struct lock_class_key *k);
                void init_wait_entry(struct wait_queue_entry *e, int flags); long prepare_to_wait_event(struct wait_queue_head *q, struct wait_queue_entry *e, int state);
                void finish_wait(struct wait_queue_head *q, struct wait_queue_entry *e); void __wake_up(struct wait_queue_head *q, u32 mode, int nr, void *key);
                int waitqueue_active(struct wait_queue_head *q); void schedule(void); long schedule_timeout(long ticks);
                void add_wait_queue(struct wait_queue_head *q, struct wait_queue_entry *e); void remove_wait_queue(struct wait_queue_head *q, struct wait_queue_entry *e);
                #define wait_event(q, cond, sleep) do { struct wait_queue_entry e; init_wait_entry(&e, 0); \\
                    for (;;) { prepare_to_wait_event(q, &e, 2); if (cond) break; sleep; } finish_wait(q, &e); } while (0)
                static struct wait_queue_head queue; static struct work_struct w; static int ready, calls;
                static void run(struct work_struct *w) { __wake_up(&queue, 3, 1, NULL); ready = 1; __wake_up(&queue, 3, 1, NULL); }
                static int called(struct wait_queue_entry *e, u32 mode, int flags, void *key) { calls += (long)key; return 0; }
                int test(void)
                {
                    struct wait_queue_entry own = { .func = called }; long left = 20;
                    __init_waitqueue_head(&queue, "queue", NULL);
                    CHECK(!waitqueue_active(&queue));
                    INIT_WORK(&w, run); schedule_work(&w);
                    wait_event(&queue, ready, schedule());
                    CHECK(ready && !waitqueue_active(&queue));
                    wait_event(&queue, !left, left = schedule_timeout(left));
                    CHECK(!left);
                    add_wait_queue(&queue, &own);
                    CHECK(waitqueue_active(&queue));
                    __wake_up(&queue, 3, 1, (void *)7);
                    remove_wait_queue(&queue, &own);
                    __wake_up(&queue, 3, 1, (void *)7);
                    CHECK(calls == 7);
                    return 0;
                }
                """)
    }

    @Test func timersAndClocks() throws {
        try check(
            waitingPrelude + """
                struct timer_list { struct { void *next, **pprev; } entry; unsigned long expires; void (*function)(struct timer_list *); u32 flags; };
                void init_timer_key(struct timer_list *t, void (*f)(struct timer_list *), u32 flags, const char *n, void *k);
                int mod_timer(struct timer_list *t, unsigned long at); void add_timer(struct timer_list *t); int del_timer_sync(struct timer_list *t);
                extern volatile unsigned long jiffies; unsigned long msecs_to_jiffies(u32 ms); u32 jiffies_to_msecs(unsigned long j);
                long ktime_get(void); void udelay(unsigned long us); void rep_nop(void);
                static int fired;
                static void fire(struct timer_list *t) { if (++fired < 3) mod_timer(t, jiffies + msecs_to_jiffies(20)); }
                int test(void)
                {
                    struct timer_list t; unsigned long start = jiffies; long now = ktime_get();
                    CHECK(msecs_to_jiffies(0) == 0 && msecs_to_jiffies(1) == 1 && jiffies_to_msecs(msecs_to_jiffies(1000)) == 1000);
                    udelay(5);
                    CHECK(ktime_get() == now + 5000);
                    init_timer_key(&t, fire, 0, NULL, NULL);
                    CHECK(!t.entry.pprev && !mod_timer(&t, jiffies + msecs_to_jiffies(100)) && t.entry.pprev && mod_timer(&t, jiffies + msecs_to_jiffies(50)));
                    msleep(30);
                    CHECK(!fired && jiffies - start >= msecs_to_jiffies(30));
                    msleep(100);
                    CHECK(fired == 3 && !t.entry.pprev && !del_timer_sync(&t));
                    t.expires = jiffies + 5;
                    add_timer(&t);
                    CHECK(del_timer_sync(&t) && !del_timer_sync(&t));
                    start = jiffies;
                    while (jiffies - start < 3) rep_nop();
                    return 0;
                }
                """)
    }

    static let faults: [(code: String, kind: FaultKind)] = [
        ("wait_for_completion(&c)", .deadlock),
        ("INIT_WORK(&w, runs); schedule_work(&w); mutex_lock(&m); flush_work(&w)", .deadlock),
        ("schedule_work(&w)", .badArgument),
        ("INIT_WORK(&w, leaves); schedule_work(&w); flush_work(&w)", .lockHeldAtReturn),
        ("INIT_WORK(&w, (void *)wrong); schedule_work(&w); flush_work(&w)", .wrongFunctionType),
        // Nobody waits for the work: it is done all the same.
        ("INIT_WORK(&w, crashes); schedule_work(&w)", .nullAccess),
    ]

    @Test(arguments: faults) func fault(_ item: (code: String, kind: FaultKind)) throws {
        let run = try execute(
            waitingPrelude + Self.work + Self.completion + """
                static DEFINE_MUTEX(m); static struct completion c; static struct work_struct w;
                static void runs(struct work_struct *w) { mutex_lock(&m); mutex_unlock(&m); }
                static void leaves(struct work_struct *w) { mutex_lock(&m); }
                static void crashes(struct work_struct *w) { *(int *)8 = 1; }
                static int wrong(int a, int b) { return a + b; }
                int test(void) { \(item.code); return 0; }
                """)
        #expect(run.fault?.kind == item.kind, "\(run.fault?.message ?? "")")
    }
}
