/* SPDX-License-Identifier: Apache-2.0 */
/* Every thread takes the job that was put down last: to list a folder, or to search a few files of one. */
#define _GNU_SOURCE
#include "CByteSearch.h"
#include "internal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
    FILES_OF_A_JOB = 24,
    NAMES_OF_A_JOB = FILES_OF_A_JOB * (NAME_MAX + 2),  /* each: its kind, its name, a zero byte */
    LISTING_SIZE = 64 << 10,
    FIRST_BUFFER_SIZE = 256 << 10,
    BINARY_HEAD = 8 << 10,
    MOST_THREADS = 64,
};

struct job {
    struct job *next;
    char *path;  /* of the folder; with kind >= 0: of one file */
    int kind;
    size_t size;  /* of the names; 0: list the folder */
    char names[];
};

struct run {
    const cbs_search *search;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct job *jobs;
    size_t unfinished;
    atomic_size_t files_seen;
};

struct worker {
    struct run *run;
    cbs_result result;
    uint8_t *text;
    size_t capacity;
    void *listing;
    pthread_t thread;
};

static char *join(const char *folder, const char *name)
{
    size_t length = strlen(folder), size = strlen(name) + 1;
    bool slash = length > 0 && folder[length - 1] != '/';
    char *path = cbs_memory(NULL, length + slash + size);
    memcpy(path, folder, length);
    if (slash)
        path[length] = '/';
    memcpy(path + length + slash, name, size);
    return path;
}

static void put_job(struct run *run, char *path, int kind, const char *names, size_t size)
{
    struct job *job = cbs_memory(NULL, sizeof *job + size);
    *job = (struct job){.path = path, .kind = kind, .size = size};
    if (size)
        memcpy(job->names, names, size);
    pthread_mutex_lock(&run->lock);
    job->next = run->jobs;
    run->jobs = job;
    run->unfinished++;
    pthread_cond_signal(&run->changed);
    pthread_mutex_unlock(&run->lock);
}

static void note(struct worker *worker, char *path, const char *about, int error)
{
    cbs_note *item = cbs_memory(NULL, sizeof *item);
    *item = (cbs_note){.next = worker->result.notes, .path = path, .about = about, .error = error};
    worker->result.notes = item;
}

/* A path may be longer than the system takes at once. */
static int open_folder(const char *path)
{
    int base = AT_FDCWD;
    for (;;) {
        char piece[PATH_MAX];
        size_t length = strlen(path);
        bool whole = length < sizeof piece;
        if (!whole)
            for (length = sizeof piece - 1; path[length] != '/'; length--)
                if (length == 0)
                    return errno = ENAMETOOLONG, -1;
        memcpy(piece, path, length);
        piece[length] = 0;
        int next = openat(base, length ? piece : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        int error = errno;
        if (base != AT_FDCWD)
            close(base);
        if (next < 0 || whole)
            return errno = error, next;
        base = next;
        path += length + 1;
    }
}

/* The whole file into worker->text, zero bytes after it. */
static bool read_all(struct worker *worker, int fd, size_t *length)
{
    *length = 0;
    for (;;) {
        size_t room = worker->capacity - *length;
        ssize_t got = read(fd, worker->text + *length, room);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return false;
        *length += (size_t)got;
        if (*length > worker->run->search->size_limit)
            return errno = EFBIG, false;
        if (got == 0)
            break;
        if (*length == worker->capacity) {
            worker->capacity *= 2;
            worker->text = cbs_memory(worker->text, worker->capacity + CBS_PADDING);
        }
    }
    memset(worker->text + *length, 0, CBS_PADDING);
    return true;
}

static void search_file(struct worker *worker, int base, const char *folder, const char *name, int kind, bool is_root)
{
    /* What has been a file a moment ago may be a link or a pipe now. */
    int fd = openat(base, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (is_root ? 0 : O_NOFOLLOW));
    size_t length = 0;
    if (fd < 0 || !read_all(worker, fd, &length)) {
        int error = errno;
        if (fd >= 0)
            close(fd);
        if (error == EFBIG)
            note(worker, join(folder, name), "too large, not searched", 0);
        else if (is_root || (error != ENOENT && error != ELOOP))
            note(worker, join(folder, name), NULL, error);
        return;
    }
    close(fd);
    worker->result.files_read++;
    worker->result.bytes_read += length;

    const cbs_words *words = worker->run->search->words[kind];
    bool has_word = words && cbs_words_occur(words, worker->text, length);
    if (!has_word && !is_root)
        return;
    if (memchr(worker->text, 0, length < BINARY_HEAD ? length : BINARY_HEAD)) {
        note(worker, join(folder, name), "not a text (a zero byte near its start), left out", 0);
        return;
    }
    cbs_file *file = cbs_memory(NULL, sizeof *file);
    *file = (cbs_file){
        .next = worker->result.files, .path = join(folder, name), .length = length, .kind = kind,
        .has_word = has_word, .bytes = cbs_memory(NULL, length)};
    memcpy(file->bytes, worker->text, length);
    worker->result.files = file;
}

static void search_files(struct worker *worker, int fd, const char *folder, const char *names, size_t size)
{
    for (const char *item = names; item < names + size; item += strlen(item + 1) + 2)
        search_file(worker, fd, folder, item + 1, *item, false);
}

static bool is_version_control(const char *name)
{
    return strcmp(name, ".git") == 0 || strcmp(name, ".hg") == 0 || strcmp(name, ".svn") == 0;
}

static unsigned char type_of(int fd, const struct dirent64 *entry)
{
    struct stat status;
    if (entry->d_type != DT_UNKNOWN)
        return entry->d_type;
    if (fstatat(fd, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return DT_UNKNOWN;
    return S_ISDIR(status.st_mode) ? DT_DIR : S_ISREG(status.st_mode) ? DT_REG : DT_UNKNOWN;
}

/* Puts down a job for every folder in it and for all its files but the last few, which are searched at once. */
static void list_folder(struct worker *worker, int fd, const char *folder)
{
    struct run *run = worker->run;
    char names[NAMES_OF_A_JOB];
    size_t size = 0, count = 0, seen = 0;
    ssize_t got;
    while ((got = getdents64(fd, worker->listing, LISTING_SIZE)) > 0) {
        for (char *place = worker->listing; place < (char *)worker->listing + got;) {
            const struct dirent64 *entry = (const struct dirent64 *)place;
            const char *name = entry->d_name;
            place += entry->d_reclen;
            if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
                continue;
            unsigned char type = type_of(fd, entry);
            if (type == DT_DIR && !is_version_control(name))
                put_job(run, join(folder, name), -1, NULL, 0);
            if (type != DT_REG)
                continue;
            seen++;
            int kind = run->search->kind_of(name);
            if (kind < 0 || !run->search->words[kind])
                continue;
            if (count == FILES_OF_A_JOB) {
                put_job(run, cbs_copy(folder), -1, names, size);
                size = count = 0;
            }
            size_t length = strlen(name) + 1;
            names[size] = (char)kind;
            memcpy(names + size + 1, name, length);
            size += 1 + length;
            count++;
        }
    }
    if (got < 0 && errno != ENOENT)
        note(worker, cbs_copy(folder), NULL, errno);
    atomic_fetch_add_explicit(&run->files_seen, seen, memory_order_relaxed);
    search_files(worker, fd, folder, names, size);
}

static void do_job(struct worker *worker, const struct job *job)
{
    if (job->kind >= 0) {
        atomic_fetch_add_explicit(&worker->run->files_seen, 1, memory_order_relaxed);
        search_file(worker, AT_FDCWD, "", job->path, job->kind, true);
        return;
    }
    int fd = open_folder(job->path);
    if (fd < 0) {
        if (errno != ENOENT)
            note(worker, cbs_copy(job->path), NULL, errno);
        return;
    }
    if (job->size)
        search_files(worker, fd, job->path, job->names, job->size);
    else
        list_folder(worker, fd, job->path);
    close(fd);
}

static void work(struct worker *worker, bool tells)
{
    struct run *run = worker->run;
    struct timespec told = {0}, now;
    worker->capacity = FIRST_BUFFER_SIZE;
    worker->text = cbs_memory(NULL, worker->capacity + CBS_PADDING);
    worker->listing = cbs_memory(NULL, LISTING_SIZE);
    pthread_mutex_lock(&run->lock);
    for (;;) {
        while (!run->jobs && run->unfinished)
            pthread_cond_wait(&run->changed, &run->lock);
        struct job *job = run->jobs;
        if (!job)
            break;
        run->jobs = job->next;
        pthread_mutex_unlock(&run->lock);
        do_job(worker, job);
        free(job->path);
        free(job);
        if (tells && clock_gettime(CLOCK_MONOTONIC, &now) == 0) {
            if ((now.tv_sec - told.tv_sec) * 1000 + (now.tv_nsec - told.tv_nsec) / 1000000 >= 100) {
                run->search->progress(run->search->progress_context, atomic_load(&run->files_seen));
                told = now;
            }
        }
        pthread_mutex_lock(&run->lock);
        if (--run->unfinished == 0)
            pthread_cond_broadcast(&run->changed);
    }
    pthread_mutex_unlock(&run->lock);
    free(worker->text);
    free(worker->listing);
}

static void *work_beside(void *worker)
{
    work(worker, false);
    return NULL;
}

static void add_result(cbs_result *sum, cbs_result *part)
{
    cbs_file **files = &sum->files;
    while (*files)
        files = &(*files)->next;
    *files = part->files;
    cbs_note **notes = &sum->notes;
    while (*notes)
        notes = &(*notes)->next;
    *notes = part->notes;
    sum->files_read += part->files_read;
    sum->bytes_read += part->bytes_read;
}

static size_t processor_count(void)
{
    cpu_set_t ours;
    if (sched_getaffinity(0, sizeof ours, &ours) == 0)
        return (size_t)CPU_COUNT(&ours);
    long all = sysconf(_SC_NPROCESSORS_ONLN);
    return all > 0 ? (size_t)all : 1;
}

cbs_result cbs_search_run(const cbs_search *search, const cbs_root *roots, size_t root_count)
{
    struct run run = {.search = search, .lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};
    for (size_t i = root_count; i > 0; i--)
        put_job(&run, cbs_copy(roots[i - 1].path), roots[i - 1].kind, NULL, 0);

    size_t threads = search->threads ? search->threads : processor_count();
    if (threads > MOST_THREADS)
        threads = MOST_THREADS;
    struct worker workers[MOST_THREADS];
    size_t beside = 0;
    for (; beside + 1 < threads; beside++) {  /* the calling thread is one of them, and enough where no other starts */
        workers[beside] = (struct worker){.run = &run};
        if (pthread_create(&workers[beside].thread, NULL, work_beside, &workers[beside]) != 0)
            break;
    }
    struct worker own = {.run = &run};
    work(&own, search->progress != NULL);

    cbs_result result = own.result;
    for (size_t i = 0; i < beside; i++) {
        pthread_join(workers[i].thread, NULL);
        add_result(&result, &workers[i].result);
    }
    result.files_seen = atomic_load(&run.files_seen);
    pthread_cond_destroy(&run.changed);
    pthread_mutex_destroy(&run.lock);
    return result;
}

void cbs_result_free(cbs_result *result)
{
    for (cbs_file *file = result->files, *next; file; file = next) {
        next = file->next;
        free(file->path);
        free(file->bytes);
        free(file);
    }
    for (cbs_note *item = result->notes, *next; item; item = next) {
        next = item->next;
        free(item->path);
        free(item);
    }
    *result = (cbs_result){0};
}
