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
	struct vfio_device vdev;
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

static const struct vfio_device_ops metronome_dev_ops;
static void metronome_release_state(struct metronome *m);

static int metronome_probe(struct mdev_device *mdev)
{
	struct metronome *m;
	int ret;

	m = kzalloc(sizeof(*m), GFP_KERNEL);
	if (!m)
		return -ENOMEM;

	vfio_init_group_dev(&m->vdev, &mdev->dev, &metronome_dev_ops);

	m->mdev = mdev;
	m->bpm = 60;
	mutex_init(&m->lock);
	INIT_WORK(&m->beat_work, metronome_beat);
	timer_setup(&m->tick, metronome_tick, 0);
	dev_set_drvdata(&mdev->dev, m);

	ret = vfio_register_group_dev(&m->vdev);
	if (ret) {
		metronome_release_state(m);
		return ret;
	}

	return 0;
}

static void metronome_remove(struct mdev_device *mdev)
{
	struct metronome *m = dev_get_drvdata(&mdev->dev);

	dev_info(mdev_dev(mdev), "stopped after %llu beats\n", m->beats);

	vfio_unregister_group_dev(&m->vdev);
	metronome_release_state(m);
}

static void metronome_release_state(struct metronome *m)
{
	del_timer_sync(&m->tick);
	cancel_work_sync(&m->beat_work);
	if (m->ear)
		eventfd_ctx_put(m->ear);
	vfio_uninit_group_dev(&m->vdev);
	kfree(m);
}

static ssize_t metronome_read(struct vfio_device *vdev, char __user *buf,
			      size_t count, loff_t *ppos)
{
	struct metronome *m = container_of(vdev, struct metronome, vdev);
	u64 beats;

	if (count != sizeof(beats))
		return -EINVAL;

	mutex_lock(&m->lock);
	beats = m->beats;
	mutex_unlock(&m->lock);

	return copy_to_user(buf, &beats, sizeof(beats)) ? -EFAULT : count;
}

static ssize_t metronome_write(struct vfio_device *vdev,
			       const char __user *buf, size_t count,
			       loff_t *ppos)
{
	struct metronome *m = container_of(vdev, struct metronome, vdev);
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

static long metronome_ioctl(struct vfio_device *vdev, unsigned int cmd,
			    unsigned long arg)
{
	struct metronome *m = container_of(vdev, struct metronome, vdev);
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

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
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

static const struct vfio_device_ops metronome_dev_ops = {
	.name			= "vfio-metronome",
	.read			= metronome_read,
	.write			= metronome_write,
	.ioctl			= metronome_ioctl,
};

static struct mdev_driver metronome_driver = {
	.driver = {
		.name = "metronome",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = metronome_probe,
	.remove = metronome_remove,
};

static const struct mdev_parent_ops metronome_ops = {
	.owner			= THIS_MODULE,
	.device_driver		= &metronome_driver,
	.supported_type_groups	= metronome_groups,
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

	ret = mdev_register_driver(&metronome_driver);
	if (ret)
		goto err_misc;

	ret = mdev_register_device(metronome_misc.this_device, &metronome_ops);
	if (ret)
		goto err_mdev_driver;
	return 0;

err_mdev_driver:
	mdev_unregister_driver(&metronome_driver);
err_misc:
	misc_deregister(&metronome_misc);
	return ret;
}

static void __exit metronome_exit(void)
{
	mdev_unregister_device(metronome_misc.this_device);
	mdev_unregister_driver(&metronome_driver);
	misc_deregister(&metronome_misc);
}

module_init(metronome_init);
module_exit(metronome_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated beat generators");
