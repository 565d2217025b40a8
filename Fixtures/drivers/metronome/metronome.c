// SPDX-License-Identifier: GPL-2.0
/*
 * metronome - mediated beat generators
 *
 * A timer ticks, a work item counts the beat and signals it.
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/eventfd.h>
#include <linux/jiffies.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/timer.h>
#include <linux/uaccess.h>
#include <linux/workqueue.h>
#include <linux/miscdevice.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#define METRONOME_MIN_BPM	20
#define METRONOME_MAX_BPM	300

struct metronome {
	struct mdev_device *mdev;
	struct timer_list tick;
	struct work_struct beat_work;
	struct mutex lock;
	unsigned int bpm;
	u64 beats;
	struct eventfd_ctx *ear;
};

static void metronome_tick(struct timer_list *timer)
{
	struct metronome *m = from_timer(m, timer, tick);

	schedule_work(&m->beat_work);
	mod_timer(&m->tick, jiffies + 60 * HZ / m->bpm);
}

static void metronome_beat(struct work_struct *work)
{
	struct metronome *m = container_of(work, struct metronome, beat_work);

	mutex_lock(&m->lock);
	m->beats++;
	if (m->ear)
		eventfd_signal(m->ear, 1);
	mutex_unlock(&m->lock);
}

static int metronome_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 metronome_create */
{
	struct metronome *m;

	m = kzalloc(sizeof(*m), GFP_KERNEL);
	if (!m)
		return -ENOMEM;

	m->mdev = mdev;
	m->bpm = 60;
	mutex_init(&m->lock);
	INIT_WORK(&m->beat_work, metronome_beat);
	timer_setup(&m->tick, metronome_tick, 0);
	mdev_set_drvdata(mdev, m);
/*~ M-26 mdev_set_drvdata */

	return 0;
}

static int metronome_remove(struct mdev_device *mdev)
{
	struct metronome *m = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	dev_info(mdev_dev(mdev), "stopped after %llu beats\n", m->beats);

	del_timer_sync(&m->tick);
	cancel_work_sync(&m->beat_work);
	if (m->ear)
		eventfd_ctx_put(m->ear);
	mdev_set_drvdata(mdev, NULL);
/*~ M-26 mdev_set_drvdata */
	kfree(m);

	return 0;
}

static int metronome_open(struct mdev_device *mdev)
{
	return 0;
}

static void metronome_release(struct mdev_device *mdev)
{
}

static ssize_t metronome_read(struct mdev_device *mdev, char __user *buf,
			      size_t count, loff_t *ppos)
{
	struct metronome *m = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	u64 beats;

	if (count != sizeof(beats))
		return -EINVAL;

	mutex_lock(&m->lock);
	beats = m->beats;
	mutex_unlock(&m->lock);

	return copy_to_user(buf, &beats, sizeof(beats)) ? -EFAULT : count;
}

static ssize_t metronome_write(struct mdev_device *mdev,
			       const char __user *buf, size_t count,
			       loff_t *ppos)
{
	struct metronome *m = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	u32 bpm;

	if (count != sizeof(bpm))
		return -EINVAL;
	if (copy_from_user(&bpm, buf, sizeof(bpm)))
		return -EFAULT;

	if (!bpm) {
		del_timer_sync(&m->tick);
		return count;
	}
	if (bpm < METRONOME_MIN_BPM || bpm > METRONOME_MAX_BPM)
		return -ERANGE;

	m->bpm = bpm;
	mod_timer(&m->tick, jiffies + 60 * HZ / bpm);
	return count;
}

static long metronome_ioctl(struct mdev_device *mdev, unsigned int cmd,
			    unsigned long arg)
{
	struct metronome *m = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	struct eventfd_ctx *ear;
	struct vfio_irq_set hdr;
	s32 fd;

	switch (cmd) {
	case VFIO_DEVICE_RESET:
		del_timer_sync(&m->tick);
		m->beats = 0;
		return 0;
	case VFIO_DEVICE_SET_IRQS:
		if (copy_from_user(&hdr, (void __user *)arg,
				   offsetofend(struct vfio_irq_set, count)))
			return -EFAULT;
		if (hdr.count != 1 || hdr.index)
			return -EINVAL;
		if (get_user(fd, (s32 __user *)(arg + sizeof(hdr))))
			return -EFAULT;
		ear = eventfd_ctx_fdget(fd);
		if (IS_ERR(ear))
			return PTR_ERR(ear);
		mutex_lock(&m->lock);
		swap(m->ear, ear);
		mutex_unlock(&m->lock);
		if (ear)
			eventfd_ctx_put(ear);
		return 0;
	}

	return -ENOTTY;
}

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
{
	return sprintf(buf, "%d to %d beats per minute\n", METRONOME_MIN_BPM,
		       METRONOME_MAX_BPM);
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *metronome_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group metronome_group = {
	.name = "beat",
	.attrs = metronome_attrs,
};

static struct attribute_group *metronome_groups[] = {
	&metronome_group,
	NULL,
};

static const struct mdev_parent_ops metronome_ops = {
/*~ M-16 mdev_parent_ops */
	.owner			= THIS_MODULE,
/*~ M-16 owner */
	.supported_type_groups	= metronome_groups,
/*~ M-14 supported_type_groups */
	.create			= metronome_create,
/*~ M-02 create */
	.remove			= metronome_remove,
/*~ M-05 remove */
	.open			= metronome_open,
/*~ M-10 open */
	.release		= metronome_release,
/*~ M-10 release */
	.read			= metronome_read,
/*~ M-10 read */
	.write			= metronome_write,
/*~ M-10 write */
	.ioctl			= metronome_ioctl,
/*~ M-10 ioctl */
};

static struct miscdevice metronome_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "metronome",
};

static int __init metronome_init(void)
{
	int ret;

	ret = misc_register(&metronome_misc);
	if (ret)
		return ret;

	ret = mdev_register_device(metronome_misc.this_device, &metronome_ops);
/*~ M-17 mdev_register_device */
	if (ret)
		goto err_misc;
	return 0;

err_misc:
	misc_deregister(&metronome_misc);
	return ret;
}

static void __exit metronome_exit(void)
{
	mdev_unregister_device(metronome_misc.this_device);
/*~ M-19 mdev_unregister_device */
	misc_deregister(&metronome_misc);
}

module_init(metronome_init);
module_exit(metronome_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated beat generators");
