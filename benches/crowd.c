/* Starts COMMAND again and again in WORKERS processes at once, for SECONDS, and prints how often it
 * succeeded and failed, how often it succeeded in a second, and how long it took, in milliseconds: the
 * median and the 99th percentile. The program itself starts in half a millisecond, which is more than a thread of Python
 * can keep up with.
 *
 *     cc -O2 -o crowd crowd.c && ./crowd WORKERS SECONDS COMMAND [ARGUMENT]...
 */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MOST 200000

extern char **environ;

struct found { long done, failed; double took[MOST]; };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static void work(struct found *found, double end, char **command)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    for (double start = now(); start < end; start = now()) {
        pid_t child;
        int status;
        if (posix_spawnp(&child, command[0], &actions, NULL, command, environ) != 0)
            exit(2);
        waitpid(child, &status, 0);
        if (status != 0)
            found->failed++;
        else if (found->done < MOST)
            found->took[found->done++] = now() - start;
    }
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int count, char **words)
{
    if (count < 4)
        return 2;
    int workers = atoi(words[1]);
    double start = now(), end = start + atof(words[2]);
    size_t size = workers * sizeof(struct found);
    struct found *found = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (found == MAP_FAILED)
        return 2;
    for (int n = 0; n < workers; n++)
        if (fork() == 0) {
            work(&found[n], end, words + 3);
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    double seconds = now() - start;
    long done = 0, failed = 0;
    for (int n = 0; n < workers; n++)
        done += found[n].done, failed += found[n].failed;
    double *took = malloc((done + 1) * sizeof *took);
    long at = 0;
    for (int n = 0; n < workers; n++)
        for (long i = 0; i < found[n].done; i++)
            took[at++] = found[n].took[i] * 1000;
    qsort(took, done, sizeof *took, by_size);
    if (done == 0)
        took[done++] = 0;
    printf("{\"done\": %ld, \"failed\": %ld, \"per_second\": %.1f, \"median\": %.2f, \"p99\": %.2f}\n", at, failed,
           at / seconds, took[done / 2], took[done * 99 / 100]);
    return 0;
}
