// SPDX-License-Identifier: GPL-2.0
/*
 * loom - mediated weaving patterns
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/uaccess.h>
#include <linux/platform_device.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#define LOOM_WEFTS	32

struct loom_pattern {
	spinlock_t lock;
	u64 weft[LOOM_WEFTS];
	unsigned int shuttle;
};

#define to_pattern(mdev)	((struct loom_pattern *)dev_get_drvdata(mdev_dev(mdev)))

static int loom_create(struct mdev_device *mdev)
{
	struct loom_pattern *pattern;

	pattern = kzalloc(sizeof(*pattern), GFP_KERNEL);
	if (!pattern)
		return -ENOMEM;

	spin_lock_init(&pattern->lock);
	dev_set_drvdata(&mdev->dev, (void *)pattern);
	return 0;
}

static int loom_remove(struct mdev_device *mdev)
{
	kfree(to_pattern(mdev));
	return 0;
}

static int loom_open(struct mdev_device *mdev)
{
	return 0;
}

static void loom_release(struct mdev_device *mdev)
{
}

static ssize_t loom_read(struct mdev_device *mdev, char __user *buf,
			 size_t count, loff_t *ppos)
{
	struct loom_pattern *pattern = to_pattern(mdev);
	u64 weft;

	if (count != sizeof(weft))
		return -EINVAL;

	spin_lock(&pattern->lock);
	weft = pattern->weft[pattern->shuttle];
	pattern->shuttle = (pattern->shuttle + 1) % LOOM_WEFTS;
	spin_unlock(&pattern->lock);

	return copy_to_user(buf, &weft, sizeof(weft)) ? -EFAULT : count;
}

static ssize_t loom_write(struct mdev_device *mdev, const char __user *buf,
			  size_t count, loff_t *ppos)
{
	u64 weft;

	if (count != sizeof(weft))
		return -EINVAL;
	if (*ppos < 0 || *ppos >= LOOM_WEFTS)
		return -EINVAL;
	if (copy_from_user(&weft, buf, sizeof(weft)))
		return -EFAULT;

	spin_lock(&to_pattern(mdev)->lock);
	to_pattern(mdev)->weft[*ppos] = weft;
	spin_unlock(&to_pattern(mdev)->lock);

	(*ppos)++;
	return count;
}

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "%d wefts\n", LOOM_WEFTS);
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *loom_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group loom_group = {
	.name = "pattern",
	.attrs = loom_attrs,
};

static struct attribute_group *loom_groups[] = {
	&loom_group,
	NULL,
};

/* An mdev as vfio sees it. */
struct loom_mdev {
	struct vfio_device vdev;
	struct mdev_device *mdev;
};

/* What devres_find() knows a wrapped device by. */
static void loom_mdev_release(struct device *dev, void *res)
{
}

static struct mdev_device *loom_to_mdev(struct vfio_device *vdev)
{
	return container_of(vdev, struct loom_mdev, vdev)->mdev;
}

static int loom_vfio_open(struct vfio_device *vdev)
{
	return loom_open(loom_to_mdev(vdev));
}

static void loom_vfio_release(struct vfio_device *vdev)
{
	loom_release(loom_to_mdev(vdev));
}

static ssize_t loom_vfio_read(struct vfio_device *vdev, char __user *buf,
			      size_t count, loff_t *ppos)
{
	return loom_read(loom_to_mdev(vdev), buf, count, ppos);
}

static ssize_t loom_vfio_write(struct vfio_device *vdev, const char __user *buf,
			       size_t count, loff_t *ppos)
{
	return loom_write(loom_to_mdev(vdev), buf, count, ppos);
}

static const struct vfio_device_ops loom_dev_ops = {
	.name = "vfio-loom",
	.open = loom_vfio_open,
	.release = loom_vfio_release,
	.read = loom_vfio_read,
	.write = loom_vfio_write,
};

static int loom_mdev_probe(struct mdev_device *mdev)
{
	struct loom_mdev *wrapped;
	int ret;

	wrapped = devres_alloc(loom_mdev_release, sizeof(*wrapped), GFP_KERNEL);
	if (!wrapped)
		return -ENOMEM;

	wrapped->mdev = mdev;
	vfio_init_group_dev(&wrapped->vdev, &mdev->dev, &loom_dev_ops);
	devres_add(&mdev->dev, wrapped);

	ret = loom_create(mdev);
	if (ret)
		return ret;

	ret = vfio_register_group_dev(&wrapped->vdev);
	if (ret)
		loom_remove(mdev);

	return ret;
}

static void loom_mdev_remove(struct mdev_device *mdev)
{
	struct loom_mdev *wrapped;

	wrapped = devres_find(&mdev->dev, loom_mdev_release, NULL, NULL);
	vfio_unregister_group_dev(&wrapped->vdev);
	loom_remove(mdev);
}

static struct mdev_driver loom_driver = {
	.driver = {
		.name = "loom",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = loom_mdev_probe,
	.remove = loom_mdev_remove,
	.supported_type_groups = loom_groups,
};

static struct platform_device *loom_pdev;

static int __init loom_init(void)
{
	int ret;

	loom_pdev = platform_device_register_simple("loom", -1, NULL, 0);
	if (IS_ERR(loom_pdev))
		return PTR_ERR(loom_pdev);

	ret = mdev_register_driver(&loom_driver);
	if (ret) {
		platform_device_unregister(loom_pdev);
		return ret;
	}

	ret = mdev_register_device(&loom_pdev->dev, &loom_driver);
	if (ret) {
		mdev_unregister_driver(&loom_driver);
		platform_device_unregister(loom_pdev);
	}
	return ret;
}

static void __exit loom_exit(void)
{
	mdev_unregister_device(&loom_pdev->dev);
	mdev_unregister_driver(&loom_driver);
	platform_device_unregister(loom_pdev);
}

module_init(loom_init);
module_exit(loom_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated weaving patterns");
