// SPDX-License-Identifier: GPL-2.0
/*
 * pager - mediated message pagers
 *
 * Whoever holds a pager is paged (by its request interrupt) when the host
 * wants it back.
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/eventfd.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/platform_device.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#define PAGER_IRQ_REQUEST	0
#define PAGER_TEXT_LEN		80

struct pager_unit {
	struct vfio_device vdev;
	struct mutex igate;		/* protects beeper */
	struct eventfd_ctx *beeper;
	char text[PAGER_TEXT_LEN];
	unsigned int nag;
};

static struct platform_device *pager_station;

static const struct vfio_device_ops pager_dev_ops;
static void pager_release_state(struct pager_unit *unit);

static int pager_probe(struct mdev_device *mdev)
{
	struct pager_unit *unit;
	int ret;

	unit = kzalloc(sizeof(*unit), GFP_KERNEL);
	if (!unit)
		return -ENOMEM;

	vfio_init_group_dev(&unit->vdev, &mdev->dev, &pager_dev_ops);

	mutex_init(&unit->igate);
	strscpy(unit->text, "no message", sizeof(unit->text));
	dev_set_drvdata(&mdev->dev, unit);

	ret = vfio_register_group_dev(&unit->vdev);
	if (ret) {
		pager_release_state(unit);
		return ret;
	}

	return 0;
}

static void pager_release_state(struct pager_unit *unit)
{
	if (unit->beeper)
		eventfd_ctx_put(unit->beeper);
	mutex_destroy(&unit->igate);
	vfio_uninit_group_dev(&unit->vdev);
	kfree(unit);
}

static void pager_remove(struct mdev_device *mdev)
{
	struct pager_unit *unit = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&unit->vdev);
	pager_release_state(unit);
}

static void pager_request(struct vfio_device *vdev, unsigned int count)
{
	struct pager_unit *unit = container_of(vdev, struct pager_unit, vdev);

	mutex_lock(&unit->igate);
	unit->nag = count;
	if (unit->beeper) {
		if (!(count % 10))
			dev_notice_ratelimited(vdev->dev,
				"Relaying device request to user (#%u)\n",
				count);
		eventfd_signal(unit->beeper, 1);
	} else if (count == 0) {
		dev_notice(vdev->dev,
			   "No device request registered, blocked until released by user\n");
	}
	mutex_unlock(&unit->igate);
}

static ssize_t pager_read(struct vfio_device *vdev, char __user *buf,
			  size_t count, loff_t *ppos)
{
	struct pager_unit *unit = container_of(vdev, struct pager_unit, vdev);
	size_t len = strlen(unit->text);

	if (*ppos < 0 || *ppos >= len)
		return 0;

	count = min_t(size_t, count, len - *ppos);
	if (copy_to_user(buf, unit->text + *ppos, count))
		return -EFAULT;

	*ppos += count;
	return count;
}

static ssize_t pager_write(struct vfio_device *vdev, const char __user *buf,
			   size_t count, loff_t *ppos)
{
	struct pager_unit *unit = container_of(vdev, struct pager_unit, vdev);
	char text[PAGER_TEXT_LEN] = "";

	if (count >= sizeof(text))
		return -EMSGSIZE;
	if (copy_from_user(text, buf, count))
		return -EFAULT;

	memcpy(unit->text, text, sizeof(text));
	return count;
}

static int pager_set_beeper(struct pager_unit *unit, s32 fd)
{
	struct eventfd_ctx *new = NULL;

	if (fd >= 0) {
		new = eventfd_ctx_fdget(fd);
		if (IS_ERR(new))
			return PTR_ERR(new);
	}

	mutex_lock(&unit->igate);
	swap(unit->beeper, new);
	mutex_unlock(&unit->igate);

	if (new)
		eventfd_ctx_put(new);
	return 0;
}

static long pager_ioctl(struct vfio_device *vdev, unsigned int cmd,
			unsigned long arg)
{
	struct pager_unit *unit = container_of(vdev, struct pager_unit, vdev);
	void __user *uarg = (void __user *)arg;
	struct vfio_irq_set hdr;
	s32 fd = -1;

	if (cmd != VFIO_DEVICE_SET_IRQS)
		return -ENOTTY;

	if (copy_from_user(&hdr, uarg, offsetofend(struct vfio_irq_set, count)))
		return -EFAULT;
	if (hdr.index != PAGER_IRQ_REQUEST || hdr.count > 1)
		return -EINVAL;
	if (hdr.count && (hdr.flags & VFIO_IRQ_SET_DATA_EVENTFD) &&
	    copy_from_user(&fd, uarg + offsetofend(struct vfio_irq_set, count),
			   sizeof(fd)))
		return -EFAULT;

	return pager_set_beeper(unit, fd);
}

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "pager, %d characters\n", PAGER_TEXT_LEN);
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *pager_type_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group pager_type_text = {
	.name = "text",
	.attrs = pager_type_attrs,
};

static struct attribute_group *pager_type_groups[] = {
	&pager_type_text,
	NULL,
};

static const struct vfio_device_ops pager_dev_ops = {
	.name			= "vfio-pager",
	.read			= pager_read,
	.write			= pager_write,
	.ioctl			= pager_ioctl,
	.request		= pager_request,
};

static struct mdev_driver pager_driver = {
	.driver = {
		.name = "pager",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = pager_probe,
	.remove = pager_remove,
};

static const struct mdev_parent_ops pager_ops = {
	.owner			= THIS_MODULE,
	.device_driver		= &pager_driver,
	.supported_type_groups	= pager_type_groups,
};

static int __init pager_init(void)
{
	int ret;

	pager_station = platform_device_register_simple("pager", -1, NULL, 0);
	if (IS_ERR(pager_station))
		return PTR_ERR(pager_station);

	ret = mdev_register_driver(&pager_driver);
	if (ret)
		goto err_station;

	ret = mdev_register_device(&pager_station->dev, &pager_ops);
	if (ret)
		goto err_mdev_driver;
	return 0;

err_mdev_driver:
	mdev_unregister_driver(&pager_driver);
err_station:
	platform_device_unregister(pager_station);
	return ret;
}

static void __exit pager_exit(void)
{
	mdev_unregister_device(&pager_station->dev);
	mdev_unregister_driver(&pager_driver);
	platform_device_unregister(pager_station);
}

module_init(pager_init);
module_exit(pager_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated message pagers");
