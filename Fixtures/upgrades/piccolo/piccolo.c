// SPDX-License-Identifier: GPL-2.0
/* A device with one doorbell page in guest memory. */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/device.h>
#include <linux/mdev.h>
#include <linux/vfio.h>
#include <linux/kvm_host.h>

#define PICCOLO_MAX	4

struct piccolo {
	struct vfio_device vdev;
	struct mdev_device *mdev;
	struct mutex lock;
	struct kvm *kvm;
	u8 *regs;
	unsigned long bell_gfn;
	unsigned long bell_pfn;
	struct notifier_block iommu_nb;
	struct notifier_block group_nb;
};

static struct device *piccolo_parent;
static atomic_t piccolo_left = ATOMIC_INIT(PICCOLO_MAX);
static const struct vfio_device_ops piccolo_dev_ops;

static void piccolo_silence(struct piccolo *p)
{
	if (!p->bell_gfn)
		return;
	vfio_unpin_pages(mdev_dev(p->mdev), &p->bell_gfn, 1);
	p->bell_gfn = 0;
}

static int piccolo_set_bell(struct piccolo *p, unsigned long gfn)
{
	unsigned long pfn;
	int ret;

	piccolo_silence(p);
	ret = vfio_pin_pages(p->vdev.dev, &gfn, 1, IOMMU_READ | IOMMU_WRITE,
			     &pfn);
	if (ret != 1) {
		dev_warn(p->vdev.dev, "bell at %lx not pinned\n", gfn);
		return ret < 0 ? ret : -EFAULT;
	}

	p->bell_gfn = gfn;
	p->bell_pfn = pfn;
	return 0;
}

/**
 * piccolo_iommu_notify - memory of the guest goes away
 *
 * @nb: the notifier block
 * @action: what happens
 * @data: which memory
 *
 * Return: NOTIFY_OK or NOTIFY_DONE.
 */
static int piccolo_iommu_notify(struct notifier_block *nb,
				unsigned long action, void *data)
{
	struct piccolo *p = container_of(nb, struct piccolo, iommu_nb);

	if (action == VFIO_IOMMU_NOTIFY_DMA_UNMAP) {
		struct vfio_iommu_type1_dma_unmap *unmap = data;
		unsigned long first = unmap->iova >> PAGE_SHIFT;
		unsigned long last = (unmap->iova + unmap->size - 1) >>
				     PAGE_SHIFT;

		mutex_lock(&p->lock);
		if (p->bell_gfn >= first && p->bell_gfn <= last)
			piccolo_silence(p);
		mutex_unlock(&p->lock);
		return NOTIFY_OK;
	}

	return NOTIFY_DONE;
}

static int piccolo_group_notify(struct notifier_block *nb,
				unsigned long action, void *data)
{
	struct piccolo *p = container_of(nb, struct piccolo, group_nb);

	if (action == VFIO_GROUP_NOTIFY_SET_KVM)
		p->kvm = data;

	return NOTIFY_OK;
}

static int piccolo_open(struct vfio_device *vdev)
{
	struct piccolo *p = container_of(vdev, struct piccolo, vdev);
	unsigned long events;
	int ret;

	if (!try_module_get(THIS_MODULE))
		return -ENODEV;

	p->iommu_nb.notifier_call = piccolo_iommu_notify;
	events = VFIO_IOMMU_NOTIFY_DMA_UNMAP;
	ret = vfio_register_notifier(vdev->dev, VFIO_IOMMU_NOTIFY, &events,
				     &p->iommu_nb);
	if (ret)
		goto err_module;

	p->group_nb.notifier_call = piccolo_group_notify;
	events = VFIO_GROUP_NOTIFY_SET_KVM;
	ret = vfio_register_notifier(vdev->dev, VFIO_GROUP_NOTIFY, &events,
				     &p->group_nb);
	if (ret)
		goto err_iommu;

	return 0;

err_iommu:
	vfio_unregister_notifier(vdev->dev, VFIO_IOMMU_NOTIFY, &p->iommu_nb);
err_module:
	module_put(THIS_MODULE);
	return ret;
}

static void piccolo_release(struct vfio_device *vdev)
{
	struct piccolo *p = container_of(vdev, struct piccolo, vdev);

	vfio_unregister_notifier(vdev->dev, VFIO_GROUP_NOTIFY, &p->group_nb);
	vfio_unregister_notifier(vdev->dev, VFIO_IOMMU_NOTIFY, &p->iommu_nb);

	mutex_lock(&p->lock);
	piccolo_silence(p);
	mutex_unlock(&p->lock);
	module_put(THIS_MODULE);
}

static ssize_t piccolo_write(struct vfio_device *vdev, const char __user *buf,
			     size_t count, loff_t *ppos)
{
	struct piccolo *p = container_of(vdev, struct piccolo, vdev);
	u64 gfn;
	int ret;

	if (count != sizeof(gfn) || copy_from_user(&gfn, buf, sizeof(gfn)))
		return -EFAULT;

	mutex_lock(&p->lock);
	ret = piccolo_set_bell(p, gfn);
	mutex_unlock(&p->lock);

	return ret ? ret : count;
}

static int piccolo_probe(struct mdev_device *mdev)
{
	struct piccolo *p;
	int ret;

	if (atomic_dec_if_positive(&piccolo_left) < 0)
		return -ENOSPC;

	p = kzalloc(sizeof(*p), GFP_KERNEL);
	if (!p) {
		ret = -ENOMEM;
		goto err_left;
	}

	p->regs = kzalloc(PAGE_SIZE, GFP_KERNEL);
	if (!p->regs) {
		ret = -ENOMEM;
		goto err_free;
	}

	vfio_init_group_dev(&p->vdev, &mdev->dev, &piccolo_dev_ops);
	mutex_init(&p->lock);
	p->mdev = mdev;

	ret = vfio_register_group_dev(&p->vdev);
	if (ret)
		goto err_regs;
	mdev_set_drvdata(mdev, p);
	return 0;

err_regs:
	kfree(p->regs);
err_free:
	kfree(p);
err_left:
	atomic_inc(&piccolo_left);
	return ret;
}

static void piccolo_remove(struct mdev_device *mdev)
{
	struct piccolo *p = mdev_get_drvdata(mdev);

	vfio_unregister_group_dev(&p->vdev);
	kfree(p->regs);
	kfree(p);
	atomic_inc(&piccolo_left);
}

static ssize_t available_instances_show(struct mdev_type *mtype,
					struct mdev_type_attribute *attr,
					char *buf)
{
	return sprintf(buf, "%d\n", atomic_read(&piccolo_left));
}
static MDEV_TYPE_ATTR_RO(available_instances);

static struct attribute *piccolo_type_attrs[] = {
	&mdev_type_attr_available_instances.attr,
	NULL,
};

static struct attribute_group piccolo_type_group = {
	.name = "1",
	.attrs = piccolo_type_attrs,
};

static struct attribute_group *piccolo_type_groups[] = {
	&piccolo_type_group,
	NULL,
};

static const struct vfio_device_ops piccolo_dev_ops = {
	.name		= "vfio-piccolo",
	.open		= piccolo_open,
	.release	= piccolo_release,
	.write		= piccolo_write,
};

static struct mdev_driver piccolo_driver = {
	.driver = {
		.name = "piccolo",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = piccolo_probe,
	.remove = piccolo_remove,
};

static const struct mdev_parent_ops piccolo_parent_ops = {
	.owner			= THIS_MODULE,
	.device_driver		= &piccolo_driver,
	.supported_type_groups	= piccolo_type_groups,
};

static int __init piccolo_init(void)
{
	int ret;

	ret = mdev_register_driver(piccolo_parent_ops.device_driver);
	if (ret)
		return ret;

	piccolo_parent = root_device_register("piccolo");
	if (IS_ERR(piccolo_parent)) {
		ret = PTR_ERR(piccolo_parent);
		goto err_driver;
	}

	ret = mdev_register_device(piccolo_parent, &piccolo_parent_ops);
	if (ret)
		goto err_device;
	return 0;

err_device:
	root_device_unregister(piccolo_parent);
err_driver:
	mdev_unregister_driver(&piccolo_driver);
	return ret;
}

static void __exit piccolo_exit(void)
{
	mdev_unregister_device(piccolo_parent);
	root_device_unregister(piccolo_parent);
	mdev_unregister_driver(&piccolo_driver);
}

module_init(piccolo_init);
module_exit(piccolo_exit);
MODULE_LICENSE("GPL");
