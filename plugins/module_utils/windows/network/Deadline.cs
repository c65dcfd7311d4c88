// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// One deadline for everything, and waiting that keeps to it.

using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace RemoteMaintenance
{
    public sealed class Deadline
    {
        private readonly Stopwatch watch = Stopwatch.StartNew();
        private readonly double seconds;

        public Deadline(double seconds)
        {
            this.seconds = seconds;
        }

        public double Elapsed
        {
            get { return watch.Elapsed.TotalSeconds; }
        }

        // Seconds, never negative.
        public double Left
        {
            get { return Math.Max(0.0, seconds - watch.Elapsed.TotalSeconds); }
        }
    }

    public static class Waiting
    {
        // The task's result; TimeoutException where it takes longer. The task itself then goes on unobserved: whoever waits closes what it works on.
        public static async Task<T> For<T>(Task<T> task, double seconds)
        {
            await Until(task, seconds).ConfigureAwait(false);
            return task.Result;
        }

        public static async Task For(Task task, double seconds)
        {
            await Until(task, seconds).ConfigureAwait(false);
        }

        private static async Task Until(Task task, double seconds)
        {
            if (!task.IsCompleted)
            {
                using (CancellationTokenSource over = new CancellationTokenSource())
                {
                    Task first = await Task.WhenAny(task, Task.Delay(TimeSpan.FromSeconds(Math.Max(0.0, seconds)), over.Token)).ConfigureAwait(false);
                    over.Cancel();
                    if (first != task)
                    {
                        Forget(task);
                        throw new TimeoutException();
                    }
                }
            }
            await task.ConfigureAwait(false);
        }

        // Looks at what becomes of a task that nobody waits for, so that its failure is not the process's.
        public static void Forget(Task task)
        {
            task.ContinueWith(ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }

        // Runs what may hang in a thread of its own that does not keep the process alive.
        public static Task<T> InThread<T>(Func<T> work, string name)
        {
            TaskCompletionSource<T> ended = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
            Thread thread = new Thread(delegate()
            {
                try
                {
                    ended.TrySetResult(work());
                }
                catch (Exception problem)
                {
                    ended.TrySetException(problem);
                }
            }, 1024 * 1024);
            thread.Name = name;
            thread.IsBackground = true;
            thread.Start();
            return ended.Task;
        }
    }
}
